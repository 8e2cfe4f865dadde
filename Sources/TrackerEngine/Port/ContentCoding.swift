/// How a body is packed for the way (RFC 9110, 8.4.1).
enum ContentCoding: Hashable, Sendable {
    case identity
    case gzip

    /// What a client likes best of the two: from the values of its Accept-Encoding headers.
    ///
    /// Identity where nothing is said, and where it says that it takes neither: an answer is of more
    /// use than an error. Where a coding is named twice the first one counts; what cannot be read is
    /// passed over (RFC 9110, 12.5.3).
    init(accepted: [String]) {
        var gzip: Int?
        var identity: Int?
        var any: Int?
        for part in accepted.joined(separator: ",").utf8.split(separator: UInt8(ascii: ",")) {
            guard let (name, weight) = Self.read(part) else { continue }
            switch name {
            case "gzip", "x-gzip": gzip = gzip ?? weight
            case "identity": identity = identity ?? weight
            case "*": any = any ?? weight
            default: break
            }
        }
        let liking = gzip ?? any ?? 0
        // Identity is fine where it is not named, but not what the client asks for.
        self = liking > 0 && liking >= identity ?? 0 ? .gzip : .identity
    }

    /// The name, lower case, and its weight in thousandths.
    private static func read(_ part: Substring.UTF8View) -> (String, Int)? {
        let pieces = part.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
            .map { Substring($0).trimmed.lowercased() }
        guard let name = pieces.first, !name.isEmpty else { return nil }
        guard pieces.count > 1 else { return (name, 1000) }
        guard pieces.count == 2, pieces[1].hasPrefix("q="),
            let weight = thousandths(pieces[1].utf8.dropFirst(2))
        else { return nil }
        return (name, weight)
    }

    /// Of `1`, `0.5`, `0.`, `1.000`: from 0 to 1, at most three decimals.
    private static func thousandths(_ text: Substring.UTF8View) -> Int? {
        let digits = text.dropFirst(2)
        guard let first = text.first, first == UInt8(ascii: "0") || first == UInt8(ascii: "1"),
            text.count == 1 || text.dropFirst().first == UInt8(ascii: "."), digits.count <= 3
        else { return nil }
        var weight = first == UInt8(ascii: "1") ? 1000 : 0
        var place = 100
        for digit in digits {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
            weight += Int(digit - UInt8(ascii: "0")) * place
            place /= 10
        }
        return weight <= 1000 ? weight : nil
    }
}

extension Substring {
    /// Without the blanks and tabs around it.
    fileprivate var trimmed: Substring {
        var rest = self
        while rest.first == " " || rest.first == "\t" { rest.removeFirst() }
        while rest.last == " " || rest.last == "\t" { rest.removeLast() }
        return rest
    }
}
