import TrackerEngine

/// A pair in one line of plain text, to be pasted somewhere.
struct PairLine {
    let text: String
    /// The line without the pair's name.
    let facts: String

    init(_ instrument: Instrument, _ state: State) {
        let statistics = state.statistics(of: instrument)
        let ranking = state.window.board(of: instrument.market).byVariance
        var parts = [statistics?.last.map { Numbers.exact($0.amount) } ?? "no price"]
        if let change = statistics?.change { parts.append("\(Numbers.percent(change)) in 24 h") }
        if let turnover = state.window.turnover(of: instrument) {
            parts.append("turnover $\(Numbers.compact(turnover)) in 24 h")
        }
        if let rank = ranking.rank(of: instrument.pair),
            let place = ranking.place(of: instrument.pair)
        {
            let share = Numbers.fixed(rank, decimals: 3)
            parts.append("variance rank \(share), place \(place) of \(ranking.count)")
        }
        if let volatility = statistics?.volatility {
            parts.append("volatility \(Numbers.fixed(volatility * 100, decimals: 2))% a day")
        }
        let time = state.window.last.unixSeconds
        parts.append(
            "as of \(state.localTime.isoDate(at: time)) \(state.localTime.clock(at: time)) "
                + state.localTime.zone(at: time))
        facts = parts.joined(separator: ", ").plain(upTo: 400)
        let name = state.snapshot.fullTitle(of: instrument)
        text = ([name] + parts).joined(separator: ", ").plain(upTo: 400)
    }
}
