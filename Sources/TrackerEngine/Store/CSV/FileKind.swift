/// The kind of a file by its first bytes: text, packed text, or something else.
enum FileKind: Hashable, Sendable {
    case text
    case gzip
    /// No text that is read here; in words.
    case other(String)

    /// How many bytes it takes to tell.
    static let headLength = 16

    /// Tells the kind of a file that begins with these bytes, or is no longer than they are.
    init(head: some Collection<UInt8>) {
        let head = Array(head.prefix(Self.headLength))
        if let known = Self.signatures.first(where: { head.starts(with: $0.bytes) }) {
            self = known.kind
        } else if head.contains(0) {
            self = .other("it is not text")
        } else {
            self = .text
        }
    }

    private static let signatures: [(bytes: [UInt8], kind: FileKind)] = [
        ([0x1F, 0x8B], .gzip),
        (Array("PK".utf8) + [3, 4], .other("it is a zip file: unzip it first (unzip -p FILE)")),
        (
            [0x28, 0xB5, 0x2F, 0xFD],
            .other("it is compressed with zstd: decompress it first (zstdcat FILE)")
        ),
        (
            [0xFD] + Array("7zXZ".utf8),
            .other("it is compressed with xz: decompress it first (xzcat FILE)")
        ),
        (
            Array("BZh".utf8),
            .other("it is compressed with bzip2: decompress it first (bzcat FILE)")
        ),
        ([0xFF, 0xFE], .other("it is UTF-16: save it as UTF-8")),
        ([0xFE, 0xFF], .other("it is UTF-16: save it as UTF-8")),
        (Array("PAR1".utf8), .other("it is a Parquet file: write it as CSV")),
        (Array("SQLite format 3".utf8), .other("it is an SQLite database, not CSV")),
        (Array("<".utf8), .other("it is a web page or XML, not CSV")),
        (Array("{".utf8), .other("it is JSON, not CSV")),
        (Array("[".utf8), .other("it is JSON, not CSV")),
    ]
}
