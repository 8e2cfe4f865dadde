/// Asks web servers.
public struct HTTPClient: Sendable {
    /// Makes a request, following the redirects of a GET; cancelling the task ends the transfer.
    public var fetch: @Sendable (HTTPRequest) async -> Result<HTTPResponse, HTTPError>

    public init(fetch: @escaping @Sendable (HTTPRequest) async -> Result<HTTPResponse, HTTPError>) {
        self.fetch = fetch
    }

    /// One call of `fetch`.
    public func get(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
        try await fetch(request).get()
    }

    /// A client without a network.
    public static let none = HTTPClient { _ in .failure(.other("there is no network")) }

    /// A client of the network: one thread, connections kept for the next request.
    ///
    /// The thread sleeps while nothing is fetched and ends with the last copy of the client. How
    /// many fetches run at a time is for the caller to bound.
    public static func live(_ configuration: HTTPConfiguration = HTTPConfiguration()) -> HTTPClient
    {
        let loop = CurlLoop()
        return HTTPClient { request in
            await loop.run { HTTPTransfer(request, with: configuration, answering: $0) }
                ?? .failure(.other("the network library did not start"))
        }
    }
}
