/// Entity tags in a request (RFC 9110, 13.1.2).
enum EntityTag {
    /// Whether an `If-None-Match` names `tag`: by `*` or in its list, weak or strong.
    ///
    /// What cannot be read matches nothing from there on.
    static func matches(_ list: String, _ tag: String) -> Bool {
        var rest = list.utf8[...]
        skipBlanks(&rest)
        if rest.elementsEqual("*".utf8) { return true }
        while let candidate = next(&rest) {
            if candidate.elementsEqual(tag.utf8) { return true }
        }
        return false
    }

    /// Takes the next tag off the front of a list, quotes included, without its `W/`.
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
