import CSimdjson

/// The parts that JSON is made of.
enum JSON {
    /// Spare bytes that a body's array should have room for, so that it is read where it is.
    static let padding = Int(TJ_PADDING)

    /// Gives a body to a parser, which may read `padding` bytes past its end; a byte order mark is
    /// left out.
    ///
    /// - Returns: `nil` where there is nothing to parse.
    static func withPadded<R>(
        _ body: [UInt8], _ parse: (UnsafePointer<UInt8>, _ count: Int) -> R
    ) -> R? {
        // An array without room past its end has to move once.
        var body = body
        if body.capacity - body.count < padding { body.reserveCapacity(body.count + padding) }
        let mark = body.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        return unsafe body.withUnsafeBufferPointer { bytes in
            unsafe bytes.baseAddress.map { unsafe parse($0 + mark, bytes.count - mark) }
        }
    }

    /// A body with U+FFFD for what is no UTF-8, and blanks for control characters in texts; `nil`
    /// where it has neither.
    ///
    /// The parser refuses a body for one of them, wherever it stands: one bad name must not cost all
    /// prices.
    static func repaired(_ body: [UInt8]) -> [UInt8]? {
        var bytes = Array(String(decoding: body, as: UTF8.self).utf8)
        var (isText, isEscaped) = (false, false)
        for place in bytes.indices {
            let byte = bytes[place]
            if isText, byte < 0x20 { bytes[place] = UInt8(ascii: " ") }
            if byte == UInt8(ascii: "\""), !isEscaped { isText.toggle() }
            isEscaped = isText && !isEscaped && byte == UInt8(ascii: "\\")
        }
        return bytes == body ? nil : bytes
    }

    /// The kind of a value.
    enum Kind: Hashable, Sendable {
        case object, array, number, string, boolean, null

        init(_ type: tj_type) {
            self =
                switch type {
                case TJ_OBJECT: .object
                case TJ_ARRAY: .array
                case TJ_NUMBER: .number
                case TJ_STRING: .string
                case TJ_BOOLEAN: .boolean
                default: .null
                }
        }
    }
}
