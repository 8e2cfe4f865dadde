/// The bytes of an answer, which any number of clients share without a copy.
@safe final class PortBody: Sendable {
    // Written once, in `init`, and read only from then on.
    nonisolated(unsafe) private let base: UnsafeMutableRawPointer
    let count: Int
    let coding: ContentCoding
    /// A strong entity tag (RFC 9110, 8.8.3), quotes included, made of a hash and the length.
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

    /// The first byte; valid as long as the object is held.
    var start: UnsafeMutableRawPointer { unsafe base }
}

/// Entity tags in a request (RFC 9110, 13.1.2).
enum EntityTag {
    /// Whether an `If-None-Match` names `tag`, by `*` or in its list, weak or strong.
    ///
    /// From the first item on that is not a tag, the list matches nothing.
    static func matches(_ list: String, _ tag: String) -> Bool {
        var rest = list.utf8[...]
        skipBlanks(&rest)
        if rest.elementsEqual("*".utf8) { return true }
        while let candidate = next(&rest) {
            if candidate.elementsEqual(tag.utf8) { return true }
        }
        return false
    }

    /// Removes the next tag from the front of a list and returns it, quotes included, without `W/`.
    private static func next(_ rest: inout Substring.UTF8View) -> Substring.UTF8View? {
        while rest.first == UInt8(ascii: ",") || isBlank(rest.first) { rest.removeFirst() }
        if rest.starts(with: "W/".utf8) { rest.removeFirst(2) }
        guard rest.first == UInt8(ascii: "\""),
            let end = rest.dropFirst().firstIndex(of: UInt8(ascii: "\""))
        else { return nil }
        let tag = rest[...end]
        rest = rest[rest.index(after: end)...]
        skipBlanks(&rest)
        guard rest.isEmpty || rest.first == UInt8(ascii: ",") else {
            rest = rest[rest.endIndex...]; return nil
        }
        return tag
    }

    private static func skipBlanks(_ rest: inout Substring.UTF8View) {
        while isBlank(rest.first) { rest.removeFirst() }
        while isBlank(rest.last) { rest.removeLast() }
    }

    private static func isBlank(_ byte: UInt8?) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
    }
}
