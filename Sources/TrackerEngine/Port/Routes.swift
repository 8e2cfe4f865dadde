/// A path that the port serves, and the function that answers it.
struct Route: Sendable {
    /// Segments that begin with a colon stand for any segment: `/data-tracker/:market/:pair`.
    let path: String
    /// The purpose, for a reader of `/`.
    let purpose: String
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
        Route("/", "These routes.") { $0.index($2) },
        Route("/healthz", "Whether prices come in, how many are held, and since when.") {
            $0.health($2)
        },
        Route(
            "/data-tracker/:market/:pair", "Variance rank and minute prices of the last 24 hours."
        ) { $0.pair(market: $1[0], pair: $1[1], $2) },
        Route("/data-tracker/:pair", "The same, of the market \(Market.kraken).") {
            $0.pair(market: Market.kraken.name, pair: $1[0], $2)
        },
    ]

    private init(
        _ path: String, _ purpose: String,
        _ answer: @escaping @Sendable (Routes, [String], PortRequest) -> PortResponse?
    ) {
        self.path = path
        self.purpose = purpose
        self.answer = answer
        pattern = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false).map {
            $0.hasPrefix(":") ? nil : String($0)
        }
    }

    /// The route of a path, as sent, and the names in it; `nil` for a path that is no route.
    static func find(_ path: [UInt8]) -> (route: Route, names: [String])? {
        guard let segments = PathSegments.decoded(path) else { return nil }
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

/// Answers requests from a snapshot: no clock, no I/O.
///
/// The answers to equal requests are equal for as long as the second of `now` is the same.
struct Routes: Sendable {
    /// The headers that an answer may depend on, in lower case: a request has no others.
    static let headers: Set = ["host", "if-none-match", "accept-encoding"]

    let answers: Answers
    let hosts: HostRule
    let now: Timestamp
    /// Other names of markets.
    var aliases: [Market: Market] = [:]
    /// Is called with each pair that a client asks for and that has an answer.
    var asked: @Sendable (Instrument) -> Void = { _ in }

    func response(to request: PortRequest) -> PortResponse {
        if let refusal = refusal(of: request) { return refusal }
        guard let (route, names) = Route.find(request.path),
            let response = route.answer(self, names, request)
        else { return .failure(404, "No such path. GET / lists the routes.") }
        return response
    }

    private func refusal(of request: PortRequest) -> PortResponse? {
        let named = request.values(of: "host")
        guard named.count == 1 || named.isEmpty && !request.needsHost else {
            return .failure(400, "A request has one Host header.")
        }
        guard named.allSatisfy(hosts.allows) else {
            return .failure(403, "Ask by the name localhost, 127.0.0.1 or [::1].")
        }
        guard request.method == "GET" || request.method == "HEAD" else {
            return .failure(
                405, "Only GET and HEAD are answered.", [PortHeader("Allow", "GET, HEAD")])
        }
        return nil
    }

    fileprivate func index(_ request: PortRequest) -> PortResponse {
        var writer = JSONWriter()
        writer.object { writer in
            writer.key("routes")
            writer.object { writer in
                for route in Route.catalogue {
                    writer.key(route.path)
                    writer.string(route.purpose)
                }
            }
        }
        return .success(PortBody(writer.bytes), [PortResponse.noCache], for: request)
    }

    fileprivate func health(_ request: PortRequest) -> PortResponse {
        let minute = Minute(containing: now)
        let bytes = HealthAnswer.body(
            of: answers.snapshot, window: answers.window(at: minute),
            minutesHeld: answers.minutesHeld(at: minute), at: now)
        return .success(PortBody(bytes), [PortResponse.noCache], for: request)
    }

    fileprivate func pair(market: String, pair: String, _ request: PortRequest) -> PortResponse? {
        guard let market = try? Market(market), let pair = try? Pair(pair) else { return nil }
        let instrument = Instrument(market: market, pair: pair)
        let minute = Minute(containing: now)
        let coding = ContentCoding(accepted: request.values(of: "accept-encoding"))
        guard let body = body(of: instrument, at: minute, as: coding) else {
            // It may be in what was not read yet.
            if answers.snapshot.loading != nil { return .loading }
            return .failure(404, PortBody(PairAnswer.missing(instrument)))
        }
        // No copy is fresh past the end of its minute.
        let left = 59 - (now.unixSeconds - minute.unixSeconds)
        let cache = PortHeader("Cache-Control", "max-age=\(left)")
        return .success(body, [cache, PortResponse.varies], for: request)
    }

    /// The body for an instrument, by the name that was asked for if it has prices: those from before
    /// the market got its present name are stored under the old one.
    private func body(
        of instrument: Instrument, at minute: Minute, as coding: ContentCoding
    ) -> PortBody? {
        if let body = answers.body(of: instrument, at: minute, as: coding) {
            asked(instrument)
            return body
        }
        let other = aliases[instrument.market].map { Instrument(market: $0, pair: instrument.pair) }
        for candidate in [instrument.withoutSlash, other, other?.withoutSlash].compactMap({ $0 }) {
            guard let body = answers.body(of: candidate, at: minute, as: coding) else { continue }
            asked(candidate)
            return body
        }
        return nil
    }
}
