/// The form in which a body is sent (RFC 9110, 8.4.1).
enum ContentCoding: Hashable, Sendable {
    case identity
    case gzip

    /// Chooses a form by the values of a request's Accept-Encoding headers (RFC 9110, 12.5.3).
    ///
    /// A client gets gzip if it names it, or `*` and not gzip, with a weight above 0. A client that
    /// refuses both forms gets identity, because an answer is of more use than an error. If a name is
    /// given twice, the first one counts.
    init(accepted: [String]) {
        guard !accepted.isEmpty else {
            self = .identity
            return
        }
        var weights: [Substring: Double] = [:]
        for part in accepted.joined(separator: ",").lowercased().split(separator: ",") {
            let words = part.split { $0 == ";" || $0 == " " || $0 == "\t" }
            guard let name = words.first, weights[name] == nil else { continue }
            let weight = words.first { $0.hasPrefix("q=") }?.dropFirst(2)
            weights[name] = weight.map { Double($0) ?? 0 } ?? 1
        }
        let weight = weights["gzip"] ?? weights["x-gzip"] ?? weights["*"] ?? 0
        self = weight > 0 && weight <= 1 ? .gzip : .identity
    }
}

/// The gzip form (RFC 1952) of a body.
enum GzipPacking {
    /// The compression level: a day of prices goes from 30 kB to 9 kB in 0.36 ms.
    ///
    /// Level 6 makes 8 kB of it in 1.3 ms. A body is sent for a second at the most: what is saved on the
    /// way does not pay for that.
    private static let level: Int32 = 1

    /// The size from which on a body is packed, in bytes: smaller ones fit into one packet anyway.
    static let least = 1024

    /// - Returns: `nil` if there is no memory for it.
    static func packed(_ body: PortBody) -> PortBody? {
        let bytes = unsafe UnsafeRawBufferPointer(start: body.start, count: body.count)
        let packed = unsafe GzipWriter.withPacked(bytes, level: level) {
            unsafe PortBody($0, .gzip)
        }
        return packed
    }
}

extension PortBody {
    /// The body in a coding, or as it is if it is too small for that.
    func packed(as coding: ContentCoding) -> PortBody {
        guard coding == .gzip, count >= GzipPacking.least else { return self }
        return GzipPacking.packed(self) ?? self
    }
}
