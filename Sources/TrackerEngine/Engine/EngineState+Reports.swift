/// What is known beside prices, for the journal and for those who read along.
extension EngineState {
    /// The report of the running minute, once it has one: how the sources do, and the tickers that
    /// are due.
    mutating func report() -> [JournalEffect] {
        guard journal.isOpen, reports.begins(minute) else { return [] }
        return report(of: reports.due(day.tickerCounts, at: minute))
    }

    /// The report at the end: everything.
    func lastReport() -> [JournalEffect] {
        journal.isOpen ? report(of: day.tickerCounts.keys.sorted()) : []
    }

    private func report(of markets: [Market]) -> [JournalEffect] {
        let all = polled.indices.map { source in
            StoredSource(polled[source].health, markets: self.markets(of: source).sorted())
        }
        let report = StoreReport(
            tickers: markets.compactMap { day.tickers(of: $0) }, sources: all.isEmpty ? nil : all)
        return report.isEmpty ? [] : [.note(report)]
    }

    /// What the program that writes the store says of its sources.
    mutating func noteSources(_ stored: StoredDay) {
        guard let sources = stored.sources, case .following = store else { return }
        followed = sources
    }
}

extension [StoredSource] {
    /// The place of the source that provides each market.
    var providers: [Market: Int] {
        var providers: [Market: Int] = [:]
        for (place, source) in enumerated() {
            for market in source.markets { providers[market] = place }
        }
        return providers
    }
}
