/// The proxies that the environment names, as curl reads it.
///
/// Lower case wins over upper case, and an empty value is none. `HTTP_PROXY` does not count: where a
/// web server starts programs, anyone can set it by a header.
public struct ProxySettings: Hashable, Sendable {
    /// For `https` and `http` addresses: scheme, host and port, without user and password; one plain
    /// line.
    public let https: String?
    public let http: String?
    /// Hosts that are asked without a proxy, as they are written; one plain line.
    public let exceptions: String?

    /// Characters of an address, and of the exceptions, that are shown.
    static let longestAddress = 80
    static let longestExceptions = 200

    public init(environment: [String: String]) {
        func first(_ names: String...) -> String? {
            names.lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
        }
        let exceptions = first("no_proxy", "NO_PROXY")
        // A star alone: all hosts.
        let isOff = exceptions == "*"
        let all = first("all_proxy", "ALL_PROXY")
        https = isOff ? nil : (first("https_proxy", "HTTPS_PROXY") ?? all).map(Self.shown)
        http = isOff ? nil : (first("http_proxy") ?? all).map(Self.shown)
        self.exceptions = exceptions.map { $0.plain(upTo: Self.longestExceptions) }
    }

    /// The settings for a person: "https: http://proxy:3128", "not for: localhost,…"; or "none".
    public var lines: [String] {
        guard https != nil || http != nil else { return ["none"] }
        return [
            https.map { "https: \($0)" }, http.map { "http: \($0)" },
            exceptions.map { "not for: \($0)" },
        ].compactMap { $0 }
    }

    /// The address without what may be secret: all up to the last `@`, wherever that is, since a
    /// password may have any characters, and what follows the host.
    private static func shown(_ address: String) -> String {
        var scheme = "http"
        var rest = address[...]
        if let range = address.firstRange(of: "://") {
            let start = address[..<range.lowerBound]
            if start.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) }) {
                scheme = start.lowercased()
                rest = address[range.upperBound...]
            }
        }
        if let at = rest.lastIndex(of: "@") { rest = rest[rest.index(after: at)...] }
        rest = rest.prefix { !"/?#".contains($0) }
        return "\(scheme)://\(rest)".plain(upTo: longestAddress)
    }
}
