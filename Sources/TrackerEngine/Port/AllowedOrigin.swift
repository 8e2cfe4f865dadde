/// The origin of web pages whose scripts may read the answers of the port (Fetch, 3.2): one, or all.
public struct AllowedOrigin: Hashable, Sendable, CustomStringConvertible {
    /// As a browser sends it in `Origin`, or `*`.
    public let description: String

    /// Reads `https://app.example`, `http://localhost:3000` or `*`.
    ///
    /// - Returns: `nil` for anything but a scheme, a host and a port: a browser compares byte by byte,
    ///   so a path, or a slash at the end, would allow nobody.
    public init?(_ text: String) {
        guard text != "*" else {
            description = text
            return
        }
        let lower = text.lowercased()
        guard let scheme = ["https://", "http://"].first(where: lower.hasPrefix) else { return nil }
        let host = lower.utf8.dropFirst(scheme.utf8.count)
        guard (1...255).contains(host.count), host.allSatisfy(Self.isInHost) else { return nil }
        description = lower
    }

    private static func isInHost(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: "-.:[]_".utf8.contains(byte)
        }
    }

    /// Whether scripts of any page may read.
    public var isEverybody: Bool { description == "*" }
}

extension PortResponse {
    /// The answer with the word that lets scripts of that origin read it.
    ///
    /// It is the same in all answers, so no answer depends on who asks.
    func readable(by origin: AllowedOrigin) -> PortResponse {
        PortResponse(
            status: status, body: body, type: type,
            headers: headers + [PortHeader("Access-Control-Allow-Origin", origin.description)])
    }

    /// What a browser asks before a request with headers of a script's own (Fetch, 3.2.2).
    static let preflight = PortResponse(
        status: 204, body: PortBody([]), type: nil,
        headers: [
            PortHeader("Access-Control-Allow-Methods", "GET, HEAD"),
            PortHeader("Access-Control-Allow-Headers", "If-None-Match"),
            PortHeader("Access-Control-Max-Age", "86400"),
        ])
}
