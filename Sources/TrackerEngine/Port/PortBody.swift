/// The bytes of an answer, which any number of clients share without a copy.
@safe final class PortBody: Sendable {
    // Written once, in `init`, and read only from then on.
    nonisolated(unsafe) private let base: UnsafeMutableRawPointer
    let count: Int
    let coding: ContentCoding
    /// A strong entity tag (RFC 9110, 8.8.3), quotes included: a hash and the length.
    let entityTag: String

    /// Copies the bytes.
    init(_ bytes: some Collection<UInt8>, _ coding: ContentCoding = .identity) {
        let copy = UnsafeMutableRawBufferPointer.allocate(
            byteCount: max(1, bytes.count), alignment: 1)
        unsafe copy.copyBytes(from: bytes)
        // A buffer of one byte or more has an address.
        guard let base = copy.baseAddress else { preconditionFailure() }
        unsafe self.base = base
        count = bytes.count
        self.coding = coding
        let hash = unsafe Fingerprint.of(UnsafeRawBufferPointer(start: base, count: count))
        entityTag = "\"\(String(hash, radix: 16))-\(String(count, radix: 16))\""
    }

    deinit { unsafe base.deallocate() }

    var bytes: [UInt8] { unsafe Array(UnsafeRawBufferPointer(start: base, count: count)) }

    /// For as long as someone holds the object.
    var start: UnsafeMutableRawPointer { unsafe base }

    /// What keeping it costs, in bytes: itself, and what is kept to find and to send it.
    var weight: Int { count + 1024 }
}
