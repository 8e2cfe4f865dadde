import CNcurses
import TrackerScreen

/// The attributes and colour pairs that ncurses draws styles with, made when a style first occurs.
struct Inks {
    struct Ink {
        let attributes: attr_t
        let pair: Int32
        /// Whether a blank in it differs from one of the terminal's own.
        let isSeenInBlanks: Bool
    }

    /// The kind of numbers that the terminal takes for colours.
    private enum Numbers {
        /// Places in its table.
        case places
        /// Red, green and blue in 24 bits; the first eight mean the same as elsewhere.
        case direct
    }

    private let colours: Int
    private let hasRGB: Bool
    private let numbers: Numbers
    private var palette: Palette
    private var theme = Theme.standard
    private var ground: RGB?
    /// By packed style.
    private var inks: [UInt16: Ink] = [:]
    private var pairs: [[Int32]: Int32] = [:]
    /// The numbers that mean what they say, while colours in 24 bits stand for others.
    private var taken: Set<Int16> = []
    private(set) var trueColours = TrueColours()

    init(colours: Int, hasRGB: Bool) {
        // With more than 256 a number is no place in a table: with 2^24 it is red, green and blue;
        // else the first eight alone are sure to mean the same.
        numbers = colours == 1 << 24 ? .direct : .places
        self.colours = colours > 256 ? (numbers == .direct ? 256 : 8) : colours
        self.hasRGB = hasRGB || numbers == .direct
        palette = Palette(colours: self.colours, hasRGB: self.hasRGB)
    }

    /// Adopts the colours of a theme on a ground.
    ///
    /// - Returns: whether anything looks different now.
    mutating func setTheme(_ theme: Theme, on ground: RGB?) -> Bool {
        let wanted = Palette(theme, on: ground, colours: colours, hasRGB: hasRGB)
        guard wanted != palette else { return false }
        palette = wanted
        inks = [:]
        pairs = [:]
        trueColours = TrueColours()
        taken = wanted.numbers
        return true
    }

    /// The ink of a packed style.
    mutating func ink(_ packed: UInt16) -> Ink {
        if let ink = inks[packed] { return ink }
        let look = palette.look(Style(packed: packed))
        let ink = Ink(
            attributes: Self.attributes(look.attributes), pair: pair(look),
            isSeenInBlanks: look.ground != .own
                || !look.attributes.isDisjoint(with: [.underline, .reverse]))
        inks[packed] = ink
        return ink
    }

    private mutating func pair(_ look: Palette.Look) -> Int32 {
        let wanted = [number(look.colour), number(look.ground)]
        if wanted == [-1, -1] { return 0 }
        if let pair = pairs[wanted] { return pair }
        // Eight colours have 64 pairs: what is over goes without colour.
        let pair = Int32(pairs.count + 1)
        guard pair < tt_colour_pairs() else { return 0 }
        init_extended_pair(pair, wanted[0], wanted[1])
        pairs[wanted] = pair
        return pair
    }

    private mutating func number(_ shade: Palette.Shade) -> Int32 {
        switch (shade, numbers) {
        case (.own, _): -1
        case (.number(let number), .places): Int32(number)
        case (.number(let number), .direct):
            RGB(number: Int(number)).map { Int32($0.hex) } ?? Int32(number)
        case (.rgb(let rgb), .places): Int32(trueColours.number(of: rgb, taken: taken))
        // The first numbers are those of eight colours: nearly black is black.
        case (.rgb(let rgb), .direct): Int32(max(8, rgb.hex))
        }
    }

    private static func attributes(_ set: Style.Attributes) -> attr_t {
        var attributes = TT_NORMAL
        if set.contains(.bold) { attributes |= TT_BOLD }
        if set.contains(.dim) { attributes |= TT_DIM }
        if set.contains(.underline) { attributes |= TT_UNDERLINE }
        if set.contains(.reverse) { attributes |= TT_REVERSE }
        return attributes
    }
}
