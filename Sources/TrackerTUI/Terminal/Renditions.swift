import TrackerScreen

/// Shortens what ncurses prints: looks are told in one sequence, and only once they are seen.
///
/// ncurses tells colours and attributes one by one, resets all of them to end one, and gives blanks a
/// colour too. Here the changes wait for a sign that shows them, and are then told together (SGR,
/// ECMA-48, 8.3.117). What it does not know it passes on, and it changes nothing from there on.
struct Renditions {
    /// What the terminal has been told; `nil` if nobody knows.
    private var told: Rendition?
    /// What ncurses wants the next sign to look like.
    private var wanted = Rendition()
    /// Whether the terminal has looks at all: ncurses tells none of those that it lacks.
    private var hasLooks = false
    /// Whether the terminal takes 39 and 49 for its own colours.
    private var hasDefaults = false
    /// Whether the signs are known to be those of ASCII, and no line drawing.
    private var isASCII = false
    private var isLastBlank = false
    /// Whether something came that it does not know.
    private var isTransparent = false
    private var output: [UInt8] = []

    /// Whether the terminal takes control sequences at all; to another kind all goes as it came.
    private let isFit: Bool

    /// `isFit`: whether the terminal takes the control sequences of ECMA-48.
    init(isFit: Bool = true) {
        self.isFit = isFit
        isTransparent = !isFit
    }

    /// From here on nothing is known of the terminal.
    mutating func forget() {
        let had = hasLooks
        self = Renditions(isFit: isFit)
        hasLooks = had
    }

    /// A frame in fewer bytes; `colours` stand for some of the 256.
    mutating func reduced(_ bytes: [UInt8], _ colours: TrueColours) -> [UInt8] {
        output = []
        output.reserveCapacity(bytes.count)
        var place = 0
        while place < bytes.count, !isTransparent {
            guard let sequence = TerminalSequence(bytes, at: place) else {
                note(bytes[place])
                place += 1
                continue
            }
            note(sequence, colours)
            place = sequence.bytes.endIndex
        }
        output += bytes[place...]
        // An area that is new to the terminal may get the ground that was told last.
        if !isTransparent, told?.isSeenInBlanks == true { tell() }
        defer { output = [] }
        return output
    }

    /// The last bytes, in fewer; the terminal shows what comes after them in its own look.
    mutating func ended(_ bytes: [UInt8], _ colours: TrueColours) -> [UInt8] {
        let last = reduced(bytes, colours)
        defer { forget() }
        guard !isTransparent, hasLooks else { return last }
        output = last
        wanted = Rendition()
        tell()
        return output
    }

    private mutating func note(_ byte: UInt8) {
        switch byte {
        case 0x0F where isASCII: return
        case 0x0E, 0x0F: isASCII = byte == 0x0F
        case 0x0A: tellGround()
        case ..<0x20: break
        default:
            isLastBlank = byte == 0x20
            if isLastBlank { tellGround() } else { tell() }
        }
        output.append(byte)
    }

    private mutating func note(_ sequence: TerminalSequence, _ colours: TrueColours) {
        switch sequence.kind {
        case .rendition:
            var next = wanted
            if next.apply(sequence.parameters, colours) {
                wanted = next
                hasLooks = true
                hasDefaults = hasDefaults || sequence.hasDefaults
                return
            }
            isTransparent = true
        case .ascii:
            if isASCII { return }
            isASCII = true
        case .move: break
        case .repetition where isLastBlank: tellGround()
        case .erasure: tellGround()
        case .repetition: tell()
        case .unknown:
            tell()
            (told, isASCII) = (nil, false)
        }
        if isTransparent { tell() }
        output += sequence.bytes
    }

    /// Before a blank, or anything that leaves blanks.
    private mutating func tellGround() {
        guard let told, !told.isSeenInBlanks, !wanted.isSeenInBlanks else { return tell() }
    }

    private mutating func tell() {
        guard told != wanted, hasLooks else { return }
        output += wanted.sequence(after: told, hasDefaults: hasDefaults)
        told = wanted
    }
}
