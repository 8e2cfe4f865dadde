/// What a service answered, without anything secret.
struct WebhookAnswer {
    private let text: String
    private let secrets: [String]

    /// The most bytes of an answer that are looked at.
    static let longest = 4096

    /// A part of an address that is shorter is no secret: `api`, `hooks`.
    private static let shortest = 6

    init(_ body: [UInt8], hiding secrets: [Secret]) {
        text = String(decoding: body, as: UTF8.self)
        self.secrets = secrets.flatMap { Self.parts(of: $0.revealed) }.map { $0.lowercased() }
    }

    /// The beginning of the answer as a line; `nil` for none, and for one that repeats a secret.
    var words: String? {
        let line = text.split { $0.isNewline }.joined(separator: " ").trimmed
        guard !line.isEmpty, !line.hasPrefix("<") else { return nil }
        // Services write a path as they like: in small letters, escaped or not.
        let forms = [text.lowercased(), Self.decoded(text).lowercased()]
        let isSecret = secrets.contains { secret in forms.contains { $0.contains(secret) } }
        return isSecret ? nil : line.plain(upTo: 120)
    }

    /// The text without the escapes of addresses.
    private static func decoded(_ text: String) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), rest.count >= 2,
                let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                rest = rest.dropFirst(2)
                bytes.append(code)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A number of seconds in JSON, up to a day; `nil` where there is none.
    static func seconds(at path: String, in body: [UInt8]) -> Duration? {
        let shape = JSONTable.Shape(rows: "", columns: [], notes: [path])
        guard let table = try? JSONTable(shape, of: body, most: 1000) else { return nil }
        let number = table.number(.note(0))
        return number > 0 && number <= 86_400 ? .milliseconds(Int(number * 1000)) : nil
    }

    /// A secret whole, and the parts of an address: services repeat a path where it is wrong.
    private static func parts(of secret: String) -> [String] {
        let pieces = secret.split { "/?&=#@ ".contains($0) }.map(String.init)
        // Letters beyond ASCII have many escapes: what stands between them is enough.
        let runs = pieces.flatMap { $0.split { !$0.isASCII || $0 == "%" }.map(String.init) }
        let known = [secret] + pieces + runs
        let whole = (known + known.map(decoded)).filter { $0.utf8.count >= shortest }
        // An answer may name its own server: that is no secret.
        let address = secret.contains("://") ? try? WebAddress(secret) : nil
        let open = address.map { address in
            [address.authority, "\(address.scheme):", "\(address.scheme)://\(address.authority)"]
        }
        return (whole + whole.map(\.percentEncoded)).filter { !(open ?? []).contains($0) }
    }
}

extension String {
    /// Without blanks at its ends.
    fileprivate var trimmed: String {
        let start = drop { $0.isWhitespace }
        guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(start[...last])
    }
}
