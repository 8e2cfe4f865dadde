/// A request to one address: a GET, or a POST or PUT with a body.
public struct HTTPRequest: Hashable, Sendable {
    public enum Method: String, Hashable, Sendable {
        case get = "GET"
        case post = "POST"
        case put = "PUT"
    }

    public var address: WebAddress
    /// Redirects are followed for GET alone; the others get them as the answer.
    public var method = Method.get
    /// What POST and PUT send.
    public var body: [UInt8] = []
    /// Sent with every hop of a redirect.
    public var headers: [HTTPHeader]
    /// Sent to the server of `address` only, never to another one it redirects to.
    public var secrets: [SecretHeader]
    /// A limit for the whole answer, if it is less than the client's own.
    public var timeLimit: Duration?
    /// The most bytes that are kept of the answer's body; `nil` for the client's own limit.
    ///
    /// A longer answer is cut, and the connection closed.
    public var answerLimit: Int?
    /// Whether a redirect to another host, or from `https` to `http`, is refused; default no.
    ///
    /// Nothing is sent there then, not even a connection is made. Another port is the same host.
    public var staysOnHost: Bool

    public init(
        _ address: WebAddress, headers: [HTTPHeader] = [], secrets: [SecretHeader] = [],
        timeLimit: Duration? = nil, staysOnHost: Bool = false
    ) {
        self.address = address
        self.headers = headers
        self.secrets = secrets
        self.timeLimit = timeLimit
        self.staysOnHost = staysOnHost
    }
}

/// A header field of a request.
public struct HTTPHeader: Hashable, Sendable {
    public let name: String
    /// Printable ASCII.
    public let value: String

    /// - Returns: `nil` where the value is empty, longer than 1,024 bytes or not printable ASCII: a
    ///   line break in it would begin another header.
    public init?(_ name: String, _ value: String) {
        guard Self.isPlain(value), !value.isEmpty else { return nil }
        self.name = name
        self.value = value
    }

    /// The most bytes of a value.
    static let longest = 1024

    static func isPlain(_ value: String) -> Bool {
        value.utf8.count <= longest && value.utf8.allSatisfy { (0x20...0x7E).contains($0) }
    }
}

/// A header field whose value is not shown anywhere.
public struct SecretHeader: Hashable, Sendable {
    public let name: String
    public let value: Secret

    /// - Returns: `nil` as with `HTTPHeader`.
    public init?(_ name: String, _ value: Secret) {
        guard HTTPHeader(name, value.revealed) != nil else { return nil }
        self.name = name
        self.value = value
    }
}
