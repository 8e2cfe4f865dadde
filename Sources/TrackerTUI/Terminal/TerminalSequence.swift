/// An escape sequence in what is printed, and what it does to looks.
struct TerminalSequence {
    enum Kind {
        /// It changes how signs look from there on (SGR).
        case rendition
        /// It chooses the signs of ASCII.
        case ascii
        /// It moves the cursor, hides it, or tells the terminal something: no sign changes.
        case move
        /// It leaves blanks in the ground that is set.
        case erasure
        /// It prints the last sign again.
        case repetition
        /// It may change anything.
        case unknown
    }

    let bytes: ArraySlice<UInt8>
    let kind: Kind
    /// What stands between `ESC [` and the last byte.
    let parameters: ArraySlice<UInt8>

    /// Parses what begins at a place; `nil` if that is no `ESC`.
    init?(_ all: [UInt8], at start: Int) {
        guard all[start] == 0x1B else { return nil }
        let rest = all[(start + 1)...]
        var (end, kind, parameters) = (min(start + 2, all.count), Kind.unknown, rest.prefix(0))
        switch rest.first {
        case UInt8(ascii: "["):
            // Parameters and intermediates, then a final byte (ECMA-48, 5.4).
            parameters = rest.dropFirst().prefix { (0x20...0x3F).contains($0) }
            end = min(parameters.endIndex + 1, all.count)
            if parameters.endIndex < all.count {
                kind = Self.kind(of: all[parameters.endIndex], parameters)
            }
        case .some(0x20...0x2F):
            // Intermediates, then a final byte (ECMA-35, 13.2).
            let middle = rest.prefix { (0x20...0x2F).contains($0) }
            end = min(middle.endIndex + 1, all.count)
            if all[start..<end].elementsEqual("\u{1B}(B".utf8) { kind = .ascii }
        case UInt8(ascii: "]"):
            // Up to BEL, or to ESC \.
            let bell = rest.firstIndex(of: 0x07) ?? all.count
            let escape = rest.firstIndex(of: 0x1B).map { $0 + 1 } ?? all.count
            end = min(min(bell, escape) + 1, all.count)
            kind = .move
        case UInt8(ascii: "="), UInt8(ascii: ">"): kind = .move
        case UInt8(ascii: "M"), UInt8(ascii: "D"): kind = .erasure
        default: break
        }
        (bytes, self.kind, self.parameters) = (all[start..<end], kind, parameters)
    }

    private static func kind(of final: UInt8, _ parameters: ArraySlice<UInt8>) -> Kind {
        // Those of xterm and others have marks of their own.
        if let first = parameters.first, (0x3C...0x3F).contains(first) {
            // 1049, 1048 and 47 store and restore looks.
            let isMode = final == UInt8(ascii: "h") || final == UInt8(ascii: "l")
            let isPlace = parameters.contains(UInt8(ascii: "4"))
            return isMode && !isPlace ? .move : .unknown
        }
        switch final {
        case UInt8(ascii: "m"): return .rendition
        case UInt8(ascii: "A")...UInt8(ascii: "I"), UInt8(ascii: "d"), UInt8(ascii: "f"),
            UInt8(ascii: "`"), UInt8(ascii: "r"):
            return .move
        case UInt8(ascii: "J")...UInt8(ascii: "M"), UInt8(ascii: "P"), UInt8(ascii: "S"),
            UInt8(ascii: "T"), UInt8(ascii: "X"), UInt8(ascii: "@"):
            return .erasure
        case UInt8(ascii: "b"): return .repetition
        default: return .unknown
        }
    }

    /// Whether 39 or 49 is among its parameters.
    var hasDefaults: Bool {
        let numbers = parameters.split(separator: UInt8(ascii: ";"))
        return numbers.contains { $0.elementsEqual("39".utf8) || $0.elementsEqual("49".utf8) }
    }
}
