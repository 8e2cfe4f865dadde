/// Finds out how deeply a TOML text nests, without recursion.
///
/// toml++ recurses, and each part of a dotted key is a table in another: `a.a.a.…` of some kilobytes
/// would use up the stack.
struct TOMLNesting {
    /// Open brackets at a time.
    static let mostBrackets = 32
    /// Dots in one key.
    static let mostDots = 16

    private enum Context {
        case plain, comment
        /// In a string that ends with so many of this quotation mark.
        case string(UInt8, count: Int)
    }

    private var context = Context.plain
    private var brackets = 0
    private var dots = 0

    /// - Returns: the first place that is too deep; `nil` where there is none.
    static func firstTooDeep(in text: [UInt8]) -> TOML.Place? {
        var nesting = TOMLNesting()
        var index = 0
        while index < text.count {
            index = nesting.step(text, at: index)
            guard nesting.brackets <= mostBrackets, nesting.dots <= mostDots else {
                return place(of: index - 1, in: text)
            }
        }
        return nil
    }

    /// - Returns: the index of the next byte to look at, one to five bytes on.
    mutating func step(_ text: [UInt8], at index: Int) -> Int {
        let byte = text[index]
        switch context {
        case .comment:
            if byte == UInt8(ascii: "\n") { context = .plain }
        case .string(UInt8(ascii: "\""), _) where byte == UInt8(ascii: "\\"):
            return index + 2
        case .string(let quote, let count) where byte == quote:
            return close(quote, count: count, Self.run(of: quote, in: text, at: index), at: index)
        case .string(_, count: 1):
            // The parser stops here: a string of one line goes on on no other.
            if byte == UInt8(ascii: "\n") { context = .plain }
        case .string: break
        case .plain where byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'"):
            return open(byte, Self.run(of: byte, in: text, at: index), at: index)
        case .plain: note(byte)
        }
        return index + 1
    }

    private mutating func open(_ quote: UInt8, _ run: Int, at index: Int) -> Int {
        switch run {
        case 1: context = .string(quote, count: 1)
        case 2: return index + 2
        default:
            context = .string(quote, count: 3)
            return index + 3
        }
        return index + 1
    }

    private mutating func close(_ quote: UInt8, count: Int, _ run: Int, at index: Int) -> Int {
        guard run >= count else { return index + run }
        context = .plain
        // `""""` and `"""""` end a string whose last characters are quotation marks.
        return index + (count == 1 ? 1 : run)
    }

    private mutating func note(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "."): dots += 1
        case UInt8(ascii: "["), UInt8(ascii: "{"):
            brackets += 1
            dots = 0
        case UInt8(ascii: "]"), UInt8(ascii: "}"):
            brackets = max(0, brackets - 1)
            dots = 0
        case UInt8(ascii: "="), UInt8(ascii: ","), UInt8(ascii: "\n"): dots = 0
        case UInt8(ascii: "#"): context = .comment
        default: break
        }
    }

    /// How often the byte stands there in a row; 5 stands for more too.
    static func run(of byte: UInt8, in text: [UInt8], at index: Int) -> Int {
        text[index...].prefix(5).prefix { $0 == byte }.count
    }

    private static func place(of index: Int, in text: [UInt8]) -> TOML.Place {
        let before = text[..<index]
        let line = before.count { $0 == UInt8(ascii: "\n") } + 1
        let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        // Bytes that continue a character are 10xxxxxx.
        let column = before[start...].count { $0 & 0xC0 != 0x80 } + 1
        return TOML.Place(line: line, column: column)
    }
}
