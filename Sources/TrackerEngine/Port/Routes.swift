/// Answers requests from a snapshot: no clock, no I/O.
///
/// The answers to equal requests are equal for as long as the second of `now` is the same.
struct Routes: Sendable {
    /// The headers that an answer may depend on, in lower case: a request has no others.
    static let headers: Set = ["host", "if-none-match", "accept-encoding"]

    /// The parameters of a query that an answer may depend on.
    static let parameters = Route.catalogue.reduce(into: Set<String>()) {
        $0.formUnion($1.parameters)
    }

    /// Whether a request for a path may have parameters that mean nothing: so it was with those who
    /// asked Cryptowatch or data-tracker, whose paths these are.
    static func passesOverParameters(_ path: [UInt8]) -> Bool {
        path.starts(with: "/data-tracker/".utf8)
    }

    let answers: Answers
    let hosts: HostRule
    let now: Timestamp
    /// Other names of markets.
    var aliases: [Market: Market] = [:]
    /// Is called with each pair that a client asks for and that has an answer.
    var asked: @Sendable (Instrument) -> Void = { _ in }

    func response(to request: PortRequest) -> PortResponse {
        if let refusal = refusal(of: request) { return refusal }
        if let fault = request.query.fault { return .failure(400, "The query \(fault.words).") }
        do throws(EscapeFault) {
            guard let (route, names) = try Route.find(request.path) else { return .noPath }
            if let words = request.query.fault(among: route.parameters) {
                return .failure(400, words)
            }
            return route.answer(self, names, request) ?? .noPath
        } catch {
            return .failure(400, "The path \(error.words).")
        }
    }

    private func refusal(of request: PortRequest) -> PortResponse? {
        guard request.values(of: "host").allSatisfy(hosts.allows) else {
            return .failure(403, "The host must be localhost, 127.0.0.1 or [::1].")
        }
        guard request.method == "GET" || request.method == "HEAD" else {
            return .failure(
                405, "Only GET and HEAD are answered.", [PortHeader("Allow", "GET, HEAD")])
        }
        return nil
    }

    func index(_ request: PortRequest) -> PortResponse {
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

    func health(_ request: PortRequest) -> PortResponse {
        let minute = Minute(containing: now)
        let window = answers.window(at: minute)
        let body = PortBody(
            HealthAnswer.body(
                of: answers.snapshot, window: window, minutesHeld: answers.minutesHeld(at: minute),
                at: now))
        guard let text = request.query["age"] else {
            return .success(body, [PortResponse.noCache], for: request)
        }
        guard let most = Int(text), (1...86_400).contains(most) else {
            return .failure(400, "age must be a number of seconds from 1 to 86400.")
        }
        let age = window.newest.map { now.unixSeconds - $0.unixSeconds }
        return age.map { $0 <= most } == true
            ? .success(body, [PortResponse.noCache], for: request) : .failure(503, body)
    }

    func alerts(_ request: PortRequest) -> PortResponse {
        let body = AlertsAnswer.body(of: answers.snapshot, at: now)
        return .success(PortBody(body), [PortResponse.noCache], for: request)
    }

    func pair(market: String, pair: String, _ request: PortRequest) -> PortResponse? {
        let coding = ContentCoding(accepted: request.values(of: "accept-encoding"))
        // No copy is fresh past the end of its minute.
        let left = 59 - now.unixSeconds % 60
        return answer(market: market, pair: pair, request, freshFor: "max-age=\(left)") {
            answers.body(of: $0, at: $1, as: $2 ? .csv : .json, coding)
        }
    }

    func last(market: String, pair: String, _ request: PortRequest) -> PortResponse? {
        answer(market: market, pair: pair, request, freshFor: "max-age=1, s-maxage=2") {
            (instrument, minute, isCSV) in
            let answer = LastAnswer(of: instrument, in: answers.window(at: minute))
            return answer.map { PortBody(isCSV ? $0.csv : $0.json) }
        }
    }

    /// What `body` makes of the pair of a request: of its instrument, the minute, and whether CSV is
    /// wanted.
    private func answer(
        market: String, pair: String, _ request: PortRequest, freshFor freshness: String,
        _ body: (Instrument, Minute, Bool) -> PortBody?
    ) -> PortResponse? {
        guard let market = try? Market(market), let pair = try? Pair(pair) else { return nil }
        guard let isCSV = isCSVWanted(request) else { return .wrongFormat }
        let instrument = Instrument(market: market, pair: pair)
        let minute = Minute(containing: now)
        for candidate in candidates(for: instrument) {
            guard let body = body(candidate, minute, isCSV) else { continue }
            asked(candidate)
            return .fresh(freshness, body, isCSV: isCSV, for: request)
        }
        // It may be in what was not read yet.
        if answers.snapshot.loading != nil { return .loading }
        return .failure(404, PortBody(PairAnswer.missing(instrument)))
    }

    /// Whether the answer is to be CSV; `nil` for a format that there is not.
    func isCSVWanted(_ request: PortRequest) -> Bool? {
        ["json": false, "csv": true][request.query["format"] ?? "json"]
    }

    /// An instrument by the name that was asked for, then by others that it may be stored under.
    private func candidates(for instrument: Instrument) -> [Instrument] {
        let other = aliases[instrument.market].map { Instrument(market: $0, pair: instrument.pair) }
        return instrument.readings + (other?.readings ?? [])
    }
}
