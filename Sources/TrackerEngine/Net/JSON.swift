import CSimdjson

/// The numbers of one object in a JSON body, and the short texts and flags beside it.
///
/// For `{"result":{"KEY":NUMBER,…},"cursor":{"last":"…","hasMore":true}}`: the entries under the
/// member `result`, and `cursor`'s members as notes. The whole body is walked before anything is
/// there to read, so that a body broken at its end gives nothing. An entry that is no number costs
/// that entry. Cost: about 40 ns an entry.
@safe struct JSONNumbers: ~Copyable {
    private let parser: OpaquePointer
    private let found: tj_numbers

    /// Walks a body.
    ///
    /// - Parameters:
    ///   - member: of the top object; where it stands twice, both count.
    ///   - body: one JSON object in UTF-8, a byte order mark before it is skipped.
    ///   - most: entries; more refuse the body.
    /// - Returns: at least no entry.
    /// - Throws: `JSONError`
    static func read(
        _ member: StaticString, of body: [UInt8], most: Int
    ) throws(JSONError) -> JSONNumbers {
        let numbers = try JSONNumbers(walking: body, member, most)
        if let error = unsafe error(in: numbers.found, member: member, most: most) { throw error }
        return numbers
    }

    private init(walking body: [UInt8], _ member: StaticString, _ most: Int) throws(JSONError) {
        guard let parser = unsafe tj_parser_new() else { throw .noMemory }
        unsafe self.parser = unsafe parser
        unsafe found = unsafe Self.walk(parser, member, body, most)
    }

    /// The text under a member of the top object of a body; `nil` where there is none.
    static func text(_ key: StaticString, in body: [UInt8]) -> String? {
        let numbers = try? JSONNumbers(walking: body, "", 0)
        return numbers?.text(key)
    }

    deinit { unsafe tj_parser_free(parser) }

    /// Entries, those that are no number included.
    var count: Int { unsafe found.entry_count }

    /// Each entry in the order of the body, a key as often as it stands there.
    ///
    /// - Parameter body: gets the key (unescaped, UTF-8, any characters) and the number: NaN where
    ///   there is none, infinity where no double can hold it.
    func forEach(_ body: (_ key: Span<UInt8>, _ number: Double) -> Void) {
        let entries = unsafe UnsafeBufferPointer(start: found.entries, count: found.entry_count)
        for index in entries.indices {
            let entry = unsafe entries[index]
            unsafe body(Self.bytes(of: entry.key).span, entry.number)
        }
    }

    /// The text at `outer.key`, or of the top object's `key`; the last one where it stands twice.
    func text(_ key: StaticString, of outer: StaticString = "") -> String? {
        unsafe note(key, outer, TJ_STRING).map { note in
            unsafe String(decoding: Self.bytes(of: note.text), as: UTF8.self)
        }
    }

    /// The flag at `outer.key`.
    func flag(_ key: StaticString, of outer: StaticString) -> Bool? {
        unsafe note(key, outer, TJ_BOOLEAN).map { note in unsafe note.flag }
    }

    private func note(_ key: StaticString, _ outer: StaticString, _ type: tj_type) -> tj_note? {
        let notes = unsafe UnsafeBufferPointer(start: found.notes, count: found.note_count)
        return unsafe notes.last { note in
            unsafe note.type == type && Self.bytes(of: note.key).elementsEqual(Self.bytes(of: key))
                && Self.bytes(of: note.outer).elementsEqual(Self.bytes(of: outer))
        }
    }

    private static func bytes(of text: tj_text) -> UnsafeBufferPointer<UInt8> {
        let start = unsafe UnsafeRawPointer(text.bytes)?.assumingMemoryBound(to: UInt8.self)
        return unsafe UnsafeBufferPointer(start: start, count: text.count)
    }

    private static func bytes(of text: StaticString) -> UnsafeBufferPointer<UInt8> {
        unsafe UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    }

    private static func walk(
        _ parser: OpaquePointer, _ member: StaticString, _ body: [UInt8], _ most: Int
    ) -> tj_numbers {
        unsafe JSON.withPadded(body) { bytes, count in
            member.withUTF8Buffer { name in
                // A static string ends in a zero byte.
                unsafe name.withMemoryRebound(to: CChar.self) { name in
                    unsafe tj_walk_numbers(parser, bytes, count, name.baseAddress, most)
                }
            }
        } ?? tj_numbers()
    }

    private static func error(
        in found: tj_numbers, member: StaticString, most: Int
    ) -> JSONError? {
        switch unsafe found.status {
        case TJ_FINE: nil
        case TJ_NO_OBJECT: unsafe .noObject(found: JSON.Kind(found.found))
        case TJ_MEMBER_MISSING: .missing(member: "\(member)")
        case TJ_MEMBER_WRONG:
            unsafe .wrongKind(member: "\(member)", found: JSON.Kind(found.found))
        case TJ_TOO_MANY: .tooMany(most: most)
        case TJ_NO_MEMORY: .noMemory
        default: unsafe .broken(found.words.map { unsafe String(cString: $0) } ?? "it is empty")
        }
    }
}

/// What JSON is made of.
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

    /// What a value is.
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
