/// A row of a CSV: the bytes of its fields, quotes taken off.
struct CSVRecord {
    /// The line it begins on, from 1.
    var line = 1
    /// The fields one behind the other.
    var bytes: [UInt8] = []
    /// Where each field ends in `bytes`.
    var ends: [Int] = []

    /// How many fields there are.
    var count: Int { ends.count }

    /// Where a field lies in `bytes`.
    func range(of field: Int) -> Range<Int> {
        (field == 0 ? 0 : ends[field - 1])..<ends[field]
    }

    /// A field as text, with marks where it is no UTF-8: for messages.
    func text(of field: Int) -> String { String(decoding: bytes[range(of: field)], as: UTF8.self) }
}
