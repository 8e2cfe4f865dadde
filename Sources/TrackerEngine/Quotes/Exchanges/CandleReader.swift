/// Makes minute prices of an answer with candles.
enum CandleReader {
    /// What a poll at each minute of the page would have seen: the close of the candle that ends
    /// there.
    ///
    /// A candle left out between two of an answer had no trade, and the close before it stands.
    /// Before the first and after the last one nothing is known. Candles come in any order; of two
    /// that end at one minute the later one counts.
    /// - Returns: an element for each minute of the page, NaN where nothing is known.
    static func series(
        _ body: [UInt8], of call: Exchange.Candles, on page: CandlePage, _ reader: AnswerReader,
        isPage: Bool = false
    ) throws(QuoteError) -> (series: Series, reading: Asker.Reading) {
        var closes: [(minute: Int, amount: Double)] = []
        var otherZone: (rows: Int, words: String)?
        func add(_ moment: Exchange.TimeUnit.Moment, _ close: Double) {
            if case .otherZone(let words) = moment {
                otherZone = ((otherZone?.rows ?? 0) + 1, otherZone?.words ?? words)
            }
            guard case .time(let time) = moment,
                time.milliseconds.isMultiple(of: 60_000 * call.step), close > 0,
                let price = try? Price(close)
            else { return }
            let minute = time.milliseconds / 60_000 + (call.isTimeOfEnd ? 0 : call.step)
            // A candle that ends later is not finished.
            guard minute <= page.minutes.upperBound.index else { return }
            // Nor is one of long before the page the price of anything in it.
            guard minute >= page.minutes.lowerBound.index - Minute.perDay else { return }
            closes.append((minute, price.amount))
        }
        let (rows, sample) = try read(body, of: call, reader, isPage, add)
        if let otherZone, closes.isEmpty {
            let rows = otherZone.rows == 1 ? "1 row is" : "\(otherZone.rows) rows are"
            throw .malformed(host: reader.host, reason: "\(rows) left out: \(otherZone.words)")
        }
        let series = series(closes, of: call, on: page)
        return (series, Asker.Reading(rows: rows, sample: series.count == 0 ? sample : nil))
    }

    /// Gives time and close of each candle to `add`.
    ///
    /// - Returns: how many there are, and the beginning of the first.
    private static func read(
        _ body: [UInt8], of call: Exchange.Candles, _ reader: AnswerReader, _ isPage: Bool,
        _ add: (Exchange.TimeUnit.Moment, Double) -> Void
    ) throws(QuoteError) -> (rows: Int, sample: String) {
        func table(_ rows: String, _ columns: [String]) throws(QuoteError) -> JSONTable {
            try reader.table(body, rows: rows, columns: columns, isPage: isPage)
        }
        guard call.isInColumns else {
            let rows = try table(call.rows, [call.time, call.close])
            for row in 0..<rows.rowCount {
                let moment = call.unit.moment(rows, .cell(row: row, column: 0))
                add(moment, rows.number(.cell(row: row, column: 1)))
            }
            return (rows.rowCount, AnswerReader.sample(of: rows, in: body))
        }
        let start = call.rows.isEmpty ? "" : call.rows + "."
        let times = try table(start + call.time, ["@self"])
        let closes = try table(start + call.close, ["@self"])
        guard times.rowCount == closes.rowCount else {
            let words = "\(times.rowCount) times and \(closes.rowCount) closes"
            throw .malformed(host: reader.host, reason: "its columns have \(words)")
        }
        for row in 0..<times.rowCount {
            let spot = JSONTable.Spot.cell(row: row, column: 0)
            add(call.unit.moment(times, spot), closes.number(spot))
        }
        return (times.rowCount, AnswerReader.sample(of: body[...]))
    }

    private static func series(
        _ closes: [(minute: Int, amount: Double)], of call: Exchange.Candles, on page: CandlePage
    ) -> Series {
        // Stable, so that the later one of two that end together comes later.
        let sorted = closes.enumerated().sorted {
            ($0.element.minute, $0.offset) < ($1.element.minute, $1.offset)
        }.map(\.element)
        let first = page.minutes.lowerBound
        var amounts = [Double](repeating: .nan, count: page.minutes.count)
        for (index, candle) in sorted.enumerated() {
            let isLast = index == sorted.count - 1
            let next = isLast ? candle.minute + call.step : sorted[index + 1].minute
            // Whole candles on from one before the page.
            let missed = max(0, first.index - candle.minute)
            let start = candle.minute + (missed + call.step - 1) / call.step * call.step
            for minute in stride(from: start, to: max(next, candle.minute + 1), by: call.step) {
                amounts[minute - first.index] = candle.amount
            }
        }
        return Series(start: first, amounts: amounts)
    }
}

extension Exchange.Candles {
    /// The requests that cover some minutes, the newest first, of the first of several calls.
    static func pages(
        of calls: [Exchange.Candles], covering minutes: ClosedRange<Minute>, at now: Timestamp
    ) -> [CandlePage] {
        let current = Minute(containing: now)
        var pages: [CandlePage] = []
        var newest = min(minutes.upperBound, current)
        for call in calls {
            // A candle of now is not finished: the newest of an answer does not count.
            let reach = call.reach.map { current.advanced(by: 1 - ($0 - 1) * call.step) }
            let oldest = max(minutes.lowerBound, reach ?? minutes.lowerBound)
            guard oldest <= newest else { continue }
            let length = call.url.hasRange ? call.limit * call.step : minutes.count
            while newest >= oldest {
                var first = max(oldest, newest.advanced(by: 1 - length))
                if let zone = call.url.zoneOfDays {
                    // The candles of a page begin on one day.
                    let day = zone.startOfDay(of: newest.advanced(by: -call.step))
                    first = max(first, day.advanced(by: call.step))
                }
                pages.append(CandlePage(first...newest, step: call.step))
                newest = first.advanced(by: -1)
            }
        }
        return pages
    }
}
