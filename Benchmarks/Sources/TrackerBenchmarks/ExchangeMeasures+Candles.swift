import TrackerEngine

extension ExchangeMeasures {
    func backfilling(_ state: EngineState, _ report: inout Report) async throws {
        let minutes = state.first...state.minute.advanced(by: -1)
        try await page(minutes, at: state.minute.start, &report)
        try await pages(minutes, state, &report)
    }

    /// The most candles that one answer of binance has.
    private func page(
        _ minutes: ClosedRange<Minute>, at now: Timestamp, _ report: inout Report
    ) async throws {
        let source = try server.sources(named: ["binance"])[0]
        guard let history = source.history,
            let pair = try await source.poll(at: now).quotes.first?.instrument
        else { return }
        let page = CandlePage(minutes.upperBound.advanced(by: -999)...minutes.upperBound)
        server.serve(["https://data-api.binance.vision/api/v3/klines": Self.candles(of: page)])
        try await time("read 1,000 candles", &report) { _ in
            keep(try await history.candles(of: pair, on: page, at: now))
        }
    }

    /// A day of a pair of okx, which gives 300 candles at a time: read and taken in.
    private func pages(
        _ minutes: ClosedRange<Minute>, _ state: EngineState, _ report: inout Report
    ) async throws {
        let now = state.minute.start
        let source = try server.sources(named: ["okx"])[0]
        guard let history = source.history,
            let pair = try await source.poll(at: now).quotes.first?.instrument
        else { return }
        let pages = history.pages(of: pair, covering: minutes, at: now)
        let call = "https://www.okx.com/api/v5/market/candles?instId=AAA-USDT&bar=1m&limit=300"
        for page in pages {
            let end = page.minutes.upperBound.index * 60_000
            server.serve(["\(call)&after=\(end)": Self.candles(of: page, in: "data")])
        }
        try await time("backfill of a pair, \(pages.count) pages", &report) { _ in
            var state = state
            for page in pages {
                let part = try await history.candles(of: pair, on: page, at: now)
                keep(state.backfilled(part, isWanted: true))
            }
            keep(state)
        }
    }

    /// As binance writes them; what others look at is in the same columns.
    private static func candles(of page: CandlePage, in member: String = "") -> [UInt8] {
        let rows = page.minutes.map { minute in
            let start = (minute.index - 1) * 60_000
            let close = "90\(10 + minute.index % 90).\(100 + minute.index * 7919 % 100)00000"
            return """
                [\(start),"9033.34000000","9039.99000000","9032.75000000","\(close)",\
                "31.19296800",\(start + 59_999),"281893.08800082",282,"6.35810300",\
                "57447.26912415","0"]
                """
        }
        let list = "[\(rows.joined(separator: ","))]"
        return ExchangeShape.padded(
            member.isEmpty ? list : "{\"\(member)\":\(list),\"code\":\"0\"}")
    }
}
