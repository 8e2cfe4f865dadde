/// A row of a CSV: the bytes of its fields, without their quotes.
struct CSVRecord {
    /// The line it begins on, from 1.
    var line = 1
    /// The bytes of the fields, one behind the other.
    var bytes: [UInt8] = []
    /// The end of each field in `bytes`.
    var ends: [Int] = []

    /// The number of fields.
    var count: Int { ends.count }

    /// The place of a field in `bytes`.
    func range(of field: Int) -> Range<Int> {
        (field == 0 ? 0 : ends[field - 1])..<ends[field]
    }

    /// A field as text for messages, with U+FFFD for what is not UTF-8.
    func text(of field: Int) -> String { String(decoding: bytes[range(of: field)], as: UTF8.self) }
}
