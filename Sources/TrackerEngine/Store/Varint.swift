/// Takes bytes one after the other.
protocol ByteSink {
    mutating func byte(_ value: UInt8)
}

extension ByteSink {
    /// LEB128: seven bits a byte, the lowest first.
    @inline(__always) mutating func varint(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            byte(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        byte(UInt8(rest))
    }
}

/// Gives bytes one after the other; `nil` at the end.
protocol ByteSource {
    mutating func byte() -> UInt8?
}

extension ByteSource {
    /// LEB128; `nil` for one that has no end or is longer than nine bytes.
    @inline(__always) mutating func varint() -> UInt64? {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 63, by: 7) {
            guard let byte = byte() else { return nil }
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
        }
        return nil
    }
}

extension UInt64 {
    /// Zigzag: 0, -1, 1, -2 … become 0, 1, 2, 3 …, so that small steps are short either way.
    @inline(__always) init(zigzag value: Int64) {
        self.init(bitPattern: (value << 1) ^ (value >> 63))
    }
}

extension Int64 {
    /// The number that became `value` by `UInt64.init(zigzag:)`.
    @inline(__always) init(zigzag value: UInt64) {
        self = Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
    }
}
