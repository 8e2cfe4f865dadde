/// The bytes of an answer, which any number of clients share without a copy.
@safe final class PortBody: Sendable {
    // Written once, in `init`, and read only from then on.
    nonisolated(unsafe) private let base: UnsafeMutableRawPointer
    let count: Int
    /// A strong entity tag (RFC 9110, 8.8.3), quotes included: the FNV-1a hash and the length.
    let entityTag: String

    init(_ bytes: [UInt8]) {
        let copy = UnsafeMutableRawBufferPointer.allocate(
            byteCount: max(1, bytes.count), alignment: 1)
        unsafe copy.copyBytes(from: bytes)
        // A buffer of one byte or more has an address.
        guard let base = copy.baseAddress else { preconditionFailure() }
        unsafe self.base = base
        count = bytes.count
        let hash = bytes.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { hash, byte in
            (hash ^ UInt64(byte)) &* 0x100_0000_01b3
        }
        entityTag = "\"\(String(hash, radix: 16))-\(String(bytes.count, radix: 16))\""
    }

    deinit { unsafe base.deallocate() }

    var bytes: [UInt8] { unsafe Array(UnsafeRawBufferPointer(start: base, count: count)) }

    /// For as long as someone holds the object.
    var start: UnsafeMutableRawPointer { unsafe base }
}
