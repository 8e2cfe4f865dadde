import Glibc

/// An address for the port to listen on, as `--port` and `--listen` give it.
public struct PortAddress: Hashable, Sendable, CustomStringConvertible {
    /// The numeric host; `nil` for loopback, IPv4 and IPv6.
    let host: Host?
    /// The port number; 0 for any free one.
    public let port: UInt16

    /// A numeric address.
    struct Host: Hashable, Sendable {
        let text: String
        let isIPv6: Bool
    }

    private init(_ host: Host?, _ port: UInt16) {
        self.host = host
        self.port = port
    }

    /// Reads `--port N`, a port on loopback only: 127.0.0.1 and ::1.
    ///
    ///     try PortAddress(port: "8080").description  // "127.0.0.1:8080"
    ///
    /// - Throws: `PortError.notAPort` for anything but 0 to 65535; 0 stands for any free port.
    public init(port text: String) throws(PortError) {
        guard let port = Self.port(text) else { throw .notAPort(text) }
        self.init(nil, port)
    }

    /// Reads `--listen ADDRESS:PORT`: `192.168.1.2:8080`, `[fd00::2]:8080`, `localhost:8080`.
    ///
    /// `0.0.0.0` stands for all IPv4 addresses of the machine, `[::]` for all of both kinds. Other
    /// names than localhost are not looked up.
    /// - Throws: `PortError.notAnAddress`
    public init(listen text: String) throws(PortError) {
        guard let colon = text.lastIndex(of: ":"),
            let port = Self.port(text[text.index(after: colon)...])
        else { throw .notAnAddress(text) }
        let name = text[..<colon]
        if name.lowercased() == "localhost" {
            self.init(nil, port)
        } else if name.hasPrefix("["), name.hasSuffix("]"),
            Self.isAddress(String(name.dropFirst().dropLast()), AF_INET6)
        {
            self.init(Host(text: String(name.dropFirst().dropLast()), isIPv6: true), port)
        } else if Self.isAddress(String(name), AF_INET) {
            self.init(Host(text: String(name), isIPv6: false), port)
        } else {
            throw .notAnAddress(text)
        }
    }

    private static func port(_ text: some StringProtocol) -> UInt16? {
        let isPlain = text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        return isPlain && text.utf8.count <= 5 ? UInt16(text) : nil
    }

    private static func isAddress(_ text: String, _ family: Int32) -> Bool {
        guard !text.utf8.contains(0) else { return false }
        var address = in6_addr()
        return unsafe inet_pton(family, text, &address) == 1
    }

    /// The address with another port.
    func with(port: UInt16) -> PortAddress { PortAddress(host, port) }

    /// Whether nobody but this machine can reach it.
    public var isLoopback: Bool {
        guard let host else { return true }
        guard host.isIPv6 else { return host.text.hasPrefix("127.") }
        return bytes(of: host) == [UInt8](repeating: 0, count: 15) + [1]
    }

    private func bytes(of host: Host) -> [UInt8] {
        var address = in6_addr()
        guard unsafe inet_pton(AF_INET6, host.text, &address) == 1 else { return [] }
        return unsafe withUnsafeBytes(of: &address) { unsafe Array($0) }
    }

    /// Whether it stands for all addresses of the machine, IPv4 and IPv6.
    var isEverything: Bool {
        host.map { $0.isIPv6 && bytes(of: $0).allSatisfy { $0 == 0 } } ?? false
    }

    /// The names that requests may call it by.
    var hostRule: HostRule {
        guard isLoopback, case .names(let names) = HostRule.loopback else { return .any }
        // Nobody can point an address at another machine, so 127.0.0.2 may be used too.
        return .names(
            host.map { names + [$0.isIPv6 ? "[\($0.text.lowercased())]" : $0.text] } ?? names)
    }

    /// The address as a person writes it: `127.0.0.1:8080`, `[::]:8080`.
    public var description: String {
        guard let host else { return "127.0.0.1:\(port)" }
        return host.isIPv6 ? "[\(host.text)]:\(port)" : "\(host.text):\(port)"
    }
}

/// The names that a request may call this server by.
///
/// A web page can let its own name point to 127.0.0.1 and then read from there as if that were its own
/// server. Its requests carry that name in the Host header and are refused for it.
enum HostRule: Hashable, Sendable {
    /// Any name: the server is for other machines too.
    case any
    /// These names only, in lower case and without a port.
    case names([String])

    static let loopback = HostRule.names(["localhost", "127.0.0.1", "[::1]"])

    /// Whether the value of a Host header, with or without a port, is one of the names.
    func allows(_ host: String) -> Bool {
        guard case .names(let names) = self else { return true }
        guard host.utf8.count <= 64 else { return false }
        let given = host.lowercased()
        return names.contains { name in
            guard given.hasPrefix(name) else { return false }
            let rest = given.utf8.dropFirst(name.utf8.count)
            return rest.isEmpty || rest.first == UInt8(ascii: ":") && isPort(rest.dropFirst())
        }
    }

    private func isPort(_ digits: Substring.UTF8View) -> Bool {
        digits.count <= 5
            && digits.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
}
