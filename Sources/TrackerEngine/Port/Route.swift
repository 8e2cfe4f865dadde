/// A path that the port serves, and the function that answers it.
struct Route: Sendable {
    /// Segments that begin with a colon stand for any segment: `/data-tracker/:market/:pair`.
    let path: String
    /// The purpose, for a reader of `/`.
    let purpose: String
    /// The parameters that its answer may depend on.
    let parameters: Set<String>
    /// Answers a request; `names` are the segments that stand where the path has a colon.
    ///
    /// - Returns: `nil` if the names are such that there is no such path.
    let answer:
        @Sendable (_ routes: Routes, _ names: [String], _ request: PortRequest) -> PortResponse?
    /// The segments of `path`, `nil` for one that begins with a colon.
    private let pattern: [String?]

    /// All routes, in the order of `/`; a path belongs to the first one that it fits.
    ///
    /// A new route is one row here and one function in `Routes`.
    static let catalogue = [
        Route("/", "The list of routes.") { $0.index($2) },
        Route(
            "/healthz", "Whether prices arrive, how many are held, and since when.", ["age"]
        ) { $0.health($2) },
        Route(
            "/data-tracker/:market/:pair", "Variance rank and minute prices of the last 24 hours.",
            ["format"]
        ) { $0.pair(market: $1[0], pair: $1[1], $2) },
        Route(
            "/data-tracker/:market/:pair/last", "Last price, its minute, change and variance rank.",
            ["format"]
        ) { $0.last(market: $1[0], pair: $1[1], $2) },
        Route(
            "/top", "The most volatile or most traded pairs.",
            ["all", "by", "format", "market", "n"]
        ) { $0.top($2) },
        Route("/alerts", "Alert rules, what fired, and the channels.") { $0.alerts($2) },
        Route(
            "/data-tracker/:pair", "Variance rank and minute prices on \(Market.kraken).",
            ["format"]
        ) {
            $0.pair(market: Market.kraken.name, pair: $1[0], $2)
        },
    ]

    private init(
        _ path: String, _ purpose: String, _ parameters: Set<String> = [],
        _ answer: @escaping @Sendable (Routes, [String], PortRequest) -> PortResponse?
    ) {
        self.path = path
        self.purpose = purpose
        self.parameters = parameters
        self.answer = answer
        pattern = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false).map {
            $0.hasPrefix(":") ? nil : String($0)
        }
    }

    /// The route of a path, as sent, and the names in it; `nil` for a path that is no route.
    ///
    /// - Throws: `EscapeFault` for a path that cannot be decoded.
    static func find(
        _ path: [UInt8]
    ) throws(EscapeFault) -> (route: Route, names: [String])? {
        guard let segments = try PathSegments.decoded(path) else { return nil }
        for route in catalogue {
            if let names = route.names(in: segments) { return (route, names) }
        }
        return nil
    }

    private func names(in segments: [String]) -> [String]? {
        guard segments.count == pattern.count else { return nil }
        var names: [String] = []
        for (segment, part) in zip(segments, pattern) {
            if let part {
                guard segment == part else { return nil }
            } else {
                names.append(segment)
            }
        }
        return names
    }
}
