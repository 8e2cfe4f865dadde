/// Which names a request may call this server by.
///
/// A web page can have its own name point to 127.0.0.1 and then read from there as if it were its
/// own server. Its requests carry that name, and are told apart by it.
enum HostRule: Hashable, Sendable {
    /// A server for others goes by any name.
    case any
    /// Lower case, without a port.
    case names([String])

    static let loopback = HostRule.names(["localhost", "127.0.0.1", "[::1]"])

    /// `host`: the value of a Host header, with or without a port.
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
