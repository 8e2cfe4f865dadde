/// What the port serves: a case and a function for each route.
enum Route: Hashable, Sendable {
    /// `/`
    case index
    /// `/healthz`
    case health
    /// `/data-tracker/:market/:pair`, `/data-tracker/:pair`
    case pair(Instrument)

    /// The routes for a reader, in the order of `/`.
    static let catalogue: [(path: String, purpose: String)] = [
        ("/", "These routes."),
        ("/healthz", "Whether prices come in, how many are held, and since when."),
        ("/data-tracker/:market/:pair", "Variance rank and minute prices of the last 24 hours."),
        ("/data-tracker/:pair", "The same, of the market \(Market.kraken)."),
    ]

    /// Reads the target of a request, as sent; `nil` for a path that is no route.
    init?(target: [UInt8]) {
        guard let segments = PathSegments.decoded(target) else { return nil }
        switch segments.count {
        case 1 where segments[0].isEmpty: self = .index
        case 1 where segments[0] == "healthz": self = .health
        case 2 where segments[0] == "data-tracker":
            guard let pair = try? Pair(segments[1]) else { return nil }
            self = .pair(Instrument(market: .kraken, pair: pair))
        case 3 where segments[0] == "data-tracker":
            guard let market = try? Market(segments[1]), let pair = try? Pair(segments[2]) else {
                return nil
            }
            self = .pair(Instrument(market: market, pair: pair))
        default: return nil
        }
    }
}

/// Answers requests from a snapshot: no clock, no I/O.
///
/// The same request has the same answer for as long as the second of `now` is the same: `PortDesk`
/// counts on that.
struct Routes: Sendable {
    let answers: Answers
    let hosts: HostRule
    let now: Timestamp
    /// Other names of markets.
    var aliases: [Market: Market] = [:]
    /// Is told of each pair that somebody asks for and that has an answer.
    var asked: @Sendable (Instrument) -> Void = { _ in }

    func response(to request: PortRequest) -> PortResponse {
        if let refusal = refusal(of: request) { return refusal }
        guard let route = Route(target: request.target) else {
            return .failure(404, "No such path. GET / lists the routes.")
        }
        switch route {
        case .index: return index(request)
        case .health: return health(request)
        case .pair(let instrument): return pair(instrument, request)
        }
    }

    private func refusal(of request: PortRequest) -> PortResponse? {
        guard request.hosts.count == 1 || request.hosts.isEmpty && !request.needsHost else {
            return .failure(400, "A request has one Host header.")
        }
        guard request.hosts.allSatisfy(hosts.allows) else {
            return .failure(403, "Ask by the name localhost, 127.0.0.1 or [::1].")
        }
        guard ["GET", "HEAD"].contains(request.method) else {
            let allow = PortResponse.Header(name: "Allow", value: "GET, HEAD")
            return .failure(405, "Only GET and HEAD are answered.", [allow])
        }
        return nil
    }

    private func index(_ request: PortRequest) -> PortResponse {
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

    private func health(_ request: PortRequest) -> PortResponse {
        let minute = Minute(containing: now)
        let bytes = HealthAnswer.body(
            answers.snapshot, answers.window(at: minute),
            minutesHeld: answers.minutesHeld(at: minute), at: now)
        return .success(PortBody(bytes), [PortResponse.noCache], for: request)
    }

    private func pair(_ instrument: Instrument, _ request: PortRequest) -> PortResponse {
        let minute = Minute(containing: now)
        let coding = ContentCoding(accepted: request.acceptEncoding)
        guard let body = body(of: instrument, at: minute, as: coding) else {
            // It may be in what was not read yet.
            if answers.snapshot.loading != nil { return .loading }
            return .failure(404, PortBody(PairAnswer.missing(instrument)))
        }
        // At no time is a copy fresh past its minute; the same for as long as the second runs.
        let left = 59 - (now.unixSeconds - minute.unixSeconds)
        let cache = PortResponse.Header(name: "Cache-Control", value: "max-age=\(left)")
        return .success(body, [cache, PortResponse.varies], for: request)
    }

    /// The name as it was asked for wins: prices of before a market had another one are under it.
    private func body(
        of instrument: Instrument, at minute: Minute, as coding: ContentCoding
    ) -> PortBody? {
        let other = aliases[instrument.market].map { Instrument(market: $0, pair: instrument.pair) }
        let readings = [instrument, instrument.withoutSlash, other, other?.withoutSlash]
        for candidate in readings.compactMap({ $0 }) {
            guard let body = answers.body(of: candidate, at: minute, as: coding) else { continue }
            asked(candidate)
            return body
        }
        return nil
    }
}
