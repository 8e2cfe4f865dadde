/// What is known beside prices, for the journal and for those who read along.
extension EngineState {
    /// The report of the running minute, the first time that it is asked for: how the sources do,
    /// and the tickers that are due.
    mutating func report() -> StoreReport {
        guard journal.isOpen, reports.begins(minute) else { return StoreReport() }
        return report(of: reports.due(day.tickerCounts, at: minute))
    }

    /// The report at the end: everything.
    func lastReport() -> StoreReport {
        journal.isOpen ? report(of: day.tickerCounts.keys.sorted()) : StoreReport()
    }

    /// The writes of a minute that was closed, if one was, and of a report.
    static func writes(of minute: Batch?, _ report: StoreReport) -> [JournalEffect] {
        if let minute { return [.append(minute, report)] }
        return report.isEmpty ? [] : [.note(report)]
    }

    private func report(of markets: [Market]) -> StoreReport {
        let all = polled.indices.map { source in
            StoredSource(polled[source].health, markets: self.markets(of: source).sorted())
        }
        return StoreReport(
            tickers: markets.compactMap { day.tickers(of: $0) }, sources: all.isEmpty ? nil : all)
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
