/// Writes numbers into bytes, little-endian.
struct ByteWriter: ByteSink {
    private(set) var bytes: [UInt8] = []

    mutating func byte(_ value: UInt8) { bytes.append(value) }

    mutating func word(_ value: UInt64) {
        for shift in stride(from: UInt64(0), to: 64, by: 8) {
            bytes.append(UInt8(truncatingIfNeeded: value >> shift))
        }
    }

    mutating func append(_ more: some Collection<UInt8>) { bytes.append(contentsOf: more) }

    /// The bytes with their checksum at the end, which continues from `seal`.
    func sealed(_ seal: UInt32) -> [UInt8] {
        let sum = Checksum.crc32c(bytes[...], after: seal)
        return bytes + (0..<4).map { UInt8(truncatingIfNeeded: sum >> (8 * UInt32($0))) }
    }
}

/// Reads what `ByteWriter` wrote; every read may find that there is no more.
struct ByteReader: ByteSource {
    private let bytes: [UInt8]
    private var position = 0
    private let end: Int

    /// Fails if the checksum at the end does not match; `seal` is what it continues from.
    init?(sealed bytes: [UInt8], _ seal: UInt32) {
        guard bytes.count >= 4 else { return nil }
        let end = bytes.count - 4
        let sum = (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[end + $1]) << (8 * UInt32($1)) }
        guard Checksum.crc32c(bytes[..<end], after: seal) == sum else { return nil }
        self.bytes = bytes
        self.end = end
    }

    var isAtEnd: Bool { position == end }
    /// How many bytes are left.
    var left: Int { end - position }

    mutating func byte() -> UInt8? {
        guard position < end else { return nil }
        defer { position += 1 }
        return bytes[position]
    }

    mutating func word() -> UInt64? {
        guard left >= 8 else { return nil }
        defer { position += 8 }
        return (0..<8).reduce(0) { $0 | UInt64(bytes[position + $1]) << (8 * UInt64($1)) }
    }

    mutating func bytes(_ count: Int) -> ArraySlice<UInt8>? {
        guard count >= 0, count <= left else { return nil }
        defer { position += count }
        return bytes[position..<position + count]
    }
}
