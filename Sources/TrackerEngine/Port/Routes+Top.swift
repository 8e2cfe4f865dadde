extension Routes {
    /// The most restless or most traded pairs of a market or of all, as `tracker-tui top` prints them.
    ///
    /// Cost: boards of markets that nobody has asked for, then a sort of their pairs; 10 ms for 25,000.
    func top(_ request: PortRequest) -> PortResponse {
        let query = request.query
        guard let figure = TopRanking.Figure(rawValue: query["by"] ?? "volatility") else {
            return .failure(400, "by must be volatility, change, variance or turnover.")
        }
        guard let count = Int(query["n"] ?? "10"), (1...1000).contains(count) else {
            return .failure(400, "n must be a number from 1 to 1000.")
        }
        guard let includingAll = ["0": false, "1": true][query["all"] ?? "0"] else {
            return .failure(400, "all must be 0 or 1.")
        }
        guard let isCSV = isCSVWanted(request) else { return .wrongFormat }
        let window = answers.window(at: Minute(containing: now))
        guard let markets = markets(named: query["market"], in: window) else {
            return answers.snapshot.loading != nil ? .loading : .failure(404, "No such market.")
        }
        let ranking = TopRanking(by: figure, of: markets, in: window, includingAll: includingAll)
        let answer = TopAnswer(ranking, count: count, in: window)
        let coding = ContentCoding(accepted: request.values(of: "accept-encoding"))
        return .fresh(
            "max-age=1, s-maxage=2", PortBody(isCSV ? answer.csv : answer.json).packed(as: coding),
            isCSV: isCSV, for: request)
    }

    /// All markets for no name; `nil` for a name that none has.
    private func markets(named name: String?, in window: DayWindow) -> [Market]? {
        guard let name else { return window.markets }
        guard let market = try? Market(name) else { return nil }
        return [market, aliases[market]].compactMap(\.self).first(where: window.markets.contains)
            .map { [$0] }
    }
}
