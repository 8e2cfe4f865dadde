/// The day that an alert is a part of, in two lines.
extension AlertLetter {
    /// The last 24 hours and the last one of a pair, up to the alert; nothing without prices.
    func dayLines(of event: AlertEvent) -> [String] {
        guard case .pair(let instrument) = event.subject, let whole = scene.window,
            whole.first <= event.minute, event.minute <= whole.last
        else { return [] }
        // What came later is not known at the alert.
        let window = whole.advanced(to: event.minute)
        guard let series = window.series(of: instrument) else { return [] }
        let amounts = series.amounts.filter { !$0.isNaN && $0 > 0 }
        guard amounts.count > 1, let first = amounts.first, let last = amounts.last else {
            return []
        }
        var day = "  day    \(Self.signed(last / first - 1)), from "
        day += "\(AlertNumber.grouped(first)) to \(AlertNumber.grouped(last))"
        let ranking = window.ranking(of: instrument.market)
        if let rank = ranking.rank(of: instrument.pair),
            let place = ranking.place(of: instrument.pair)
        {
            day += ", rank \(AlertNumber.grouped(rank)) (\(place) of \(ranking.count))"
        }
        return [day] + (Self.sparkline(series.amounts.suffix(60)).map { ["  hour   \($0)"] } ?? [])
    }

    /// A sign for every two minutes, as high as the last price of them; `nil` with fewer than two.
    static func sparkline(_ amounts: ArraySlice<Double>) -> String? {
        let pairs = stride(from: amounts.startIndex, to: amounts.endIndex, by: 2).map { place in
            amounts[place..<min(place + 2, amounts.endIndex)].last { !$0.isNaN }
        }
        let values = pairs.compactMap(\.self)
        guard values.count > 1, let least = values.min(), let most = values.max() else {
            return nil
        }
        let signs = Array("▁▂▃▄▅▆▇█")
        let line = pairs.map { value -> Character in
            guard let value else { return " " }
            guard most > least else { return signs[0] }
            return signs[min(7, Int((value - least) / (most - least) * 8))]
        }
        return String(line)
    }
}
