/// A request to the port: what of it the answer depends on.
struct PortRequest: Hashable, Sendable {
    /// As sent: `GET`.
    var method = "GET"
    /// As sent, escapes and all; a query is ignored.
    var target: [UInt8]
    /// The values of its Host headers.
    var hosts = ["localhost"]
    /// Whether it must have one: HTTP/1.1.
    var needsHost = true
    /// The values of its If-None-Match headers.
    var noneMatch: [String] = []
    /// The values of its Accept-Encoding headers.
    var acceptEncoding: [String] = []
}
