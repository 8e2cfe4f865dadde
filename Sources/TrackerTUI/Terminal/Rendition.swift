import TrackerScreen

/// How a terminal shows the signs that come next: attributes, colour and ground.
struct Rendition: Equatable {
    enum Colour: Equatable {
        /// The terminal's own.
        case own
        /// One of the first sixteen, as the whole parameter: 31, 91, 101.
        case basic(Int)
        /// One of 256; `separator` is `;` or `:`.
        case number(Int, separator: UInt8)
        case rgb(RGB)
    }

    /// Bit N for parameter N, from 1 (bold) to 9.
    private var attributes: UInt16 = 0
    private var colour = Colour.own
    private var ground = Colour.own

    /// Underlined, blinking, reversed and crossed out.
    private static let seenInBlanks: UInt16 = 1 << 4 | 1 << 5 | 1 << 6 | 1 << 7 | 1 << 9

    /// Whether a blank differs from one of the terminal's own.
    var isSeenInBlanks: Bool { ground != .own || attributes & Self.seenInBlanks != 0 }

    /// Changes it as a sequence says; `colours` stand for some of the 256.
    ///
    /// - Returns: `false` if it has a parameter that is not known here.
    mutating func apply(_ parameters: ArraySlice<UInt8>, _ colours: TrueColours) -> Bool {
        var rest = parameters
        repeat {
            if let found = Self.colour(at: &rest, colours) {
                if found.isGround { ground = found.colour } else { colour = found.colour }
            } else {
                guard let number = Self.number(at: &rest), apply(number) else { return false }
            }
            guard rest.isEmpty || rest.popFirst() == UInt8(ascii: ";") else { return false }
        } while !rest.isEmpty
        return true
    }

    private mutating func apply(_ number: Int) -> Bool {
        switch number {
        case 0: self = Rendition()
        case 1...9: attributes |= 1 << UInt16(number)
        // The usual font of consoles.
        case 10: break
        case 22: attributes &= ~(1 << 1 | 1 << 2)
        case 25: attributes &= ~(1 << 5 | 1 << 6)
        case 23, 24, 27...29: attributes &= ~(1 << UInt16(number - 20))
        case 30...37, 90...97: colour = .basic(number)
        case 39: colour = .own
        case 40...47, 100...107: ground = .basic(number)
        case 49: ground = .own
        default: return false
        }
        return true
    }

    /// `38;5;N` or `48;5;N`, between colons too: so the descriptions of kitty and a few others have
    /// it.
    private static func colour(
        at rest: inout ArraySlice<UInt8>, _ colours: TrueColours
    ) -> (isGround: Bool, colour: Colour)? {
        var after = rest
        guard let kind = number(at: &after), kind == 38 || kind == 48,
            let separator = after.popFirst(),
            separator == UInt8(ascii: ";") || separator == UInt8(ascii: ":"),
            number(at: &after) == 5, after.popFirst() == separator, let value = number(at: &after),
            value < 256
        else { return nil }
        rest = after
        let isGround = kind == 48
        if let rgb = colours.colour(of: value) { return (isGround, .rgb(rgb)) }
        return (isGround, .number(value, separator: separator))
    }

    /// A number of up to three digits; none at all is 0.
    private static func number(at rest: inout ArraySlice<UInt8>) -> Int? {
        var number = 0
        while let digit = rest.first, (0x30...0x39).contains(digit) {
            number = number * 10 + Int(digit) - 0x30
            guard number < 1000 else { return nil }
            rest.removeFirst()
        }
        return number
    }

    /// The shortest sequence that changes another rendition into this one; `nil`: any.
    ///
    /// An attribute is ended by resetting all: that alone every terminal knows. `hasDefaults`: so
    /// does it 39 and 49.
    func sequence(after other: Rendition?, hasDefaults: Bool) -> [UInt8] {
        var base = other ?? Rendition()
        let isReset =
            other == nil || base.attributes & ~attributes != 0
            || !hasDefaults
                && (colour == .own && base.colour != .own || ground == .own && base.ground != .own)
        if isReset { base = Rendition() }
        var parts = isReset ? ["0"] : []
        for number in UInt16(1)...9 where (attributes & ~base.attributes) >> number & 1 != 0 {
            parts.append("\(number)")
        }
        if colour != base.colour { parts.append(Self.text(colour, isGround: false)) }
        if ground != base.ground { parts.append(Self.text(ground, isGround: true)) }
        if parts == ["0"] { parts = [] }
        return Array("\u{1B}[\(parts.joined(separator: ";"))m".utf8)
    }

    private static func text(_ colour: Colour, isGround: Bool) -> String {
        let kind = isGround ? 48 : 38
        switch colour {
        case .own: return "\(kind + 1)"
        case .basic(let number): return "\(number)"
        case .number(let number, let separator):
            let sign = Character(Unicode.Scalar(separator))
            return "\(kind)\(sign)5\(sign)\(number)"
        // ISO 8613-6, as terminals take it.
        case .rgb(let rgb): return "\(kind);2;\(rgb.red);\(rgb.green);\(rgb.blue)"
        }
    }
}
