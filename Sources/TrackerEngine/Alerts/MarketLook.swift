/// A market at one minute, as rules look at it: what is worked out for one rule serves the others.
///
/// A reference, so that the thousands of looks at its pairs copy nothing. It lives as long as one call
/// of `AlertWatch.look`, and nobody else has it.
final class MarketLook {
    let market: Market
    let minute: Minute
    let window: DayWindow
    let day: MarketDay
    /// The polled price of each slot at the minute, above 0; NaN for none.
    let prices: [Double]
    /// Whether the prices are newer than those of the minute; then those of other markets are too.
    let isLive: Bool
    /// The rows before the minute.
    let rows: RecentRows
    /// The price before this one of each slot, and its minute.
    let before: EvaluatedPrices
    private var columns: [AlertSpan: RangeColumns] = [:]
    private var marketBoard: MarketBoard?
    private var others: [Market: MarketDay?] = [:]
    private var polledSince: Minute??
    private var thin: [Int: Bool] = [:]
    private(set) var volatilities: HourVolatilities

    init(
        _ day: MarketDay, in window: DayWindow, prices: [Double], rows: RecentRows,
        before: EvaluatedPrices, volatilities: HourVolatilities, isLive: Bool = false
    ) {
        self.isLive = isLive
        self.volatilities = volatilities
        self.volatilities.prepare(window.last.hour, slots: prices.count)
        market = day.market
        minute = window.last
        self.window = window
        self.day = day
        self.prices = prices
        self.rows = rows
        self.before = before
    }

    /// The minutes that a span looks back on, without this one; no more than the day holds.
    func minutes(of span: AlertSpan) -> Range<Minute> {
        max(minute.advanced(by: -span.minutes), minute.windowStart)..<minute
    }

    /// The ranges of all slots over a span; over more than an hour without the hour that is cut.
    func ranges(_ span: AlertSpan) -> RangeColumns {
        if let found = columns[span] { return found }
        let minutes = minutes(of: span)
        var found = RangeColumns(slots: prices.count)
        if span.minutes <= Hour.minutes {
            var end = minutes.upperBound
            // What is known of a shorter span need not be found again.
            if let shorter = columns.keys.filter({ $0 < span }).max(), let part = columns[shorter] {
                (found, end) = (part, self.minutes(of: shorter).lowerBound)
            }
            rows.addRanges(in: minutes.lowerBound..<end, to: &found)
        } else {
            for (hour, ranges) in rows.hours?.hours ?? [:] where hour.start >= minutes.lowerBound {
                found.add(ranges)
            }
        }
        columns[span] = found
        return found
    }

    /// The range of a slot over a span.
    func range(of slot: Int, _ span: AlertSpan) -> AlertRange {
        let minutes = minutes(of: span)
        if span.minutes <= Hour.minutes {
            return columns[span]?.range(of: slot) ?? rows.range(of: slot, in: minutes)
        }
        var range = ranges(span).range(of: slot)
        let cut = cutRange(of: slot, span)
        // Most pairs have their extremes in another hour: then it need not be unpacked.
        guard cut.low < range.low || cut.high > range.high else { return range }
        let series = Series(
            start: minute.advanced(by: -1).windowStart,
            amounts: day.amounts(of: slot, through: minute.advanced(by: -1)))
        for minute in minutes.lowerBound..<min(minutes.lowerBound.hour.end, minutes.upperBound) {
            let offset = series.start.distance(to: minute)
            if series.amounts.indices.contains(offset), series.amounts[offset] > 0 {
                range.add(series.amounts[offset])
            }
        }
        return range
    }

    /// The range of the whole hour of which a span has a part only; empty where it has none.
    func cutRange(of slot: Int, _ span: AlertSpan) -> AlertRange {
        let first = minutes(of: span).lowerBound
        guard span.minutes > Hour.minutes, first.hour.start < first else { return AlertRange() }
        return rows.hours?.range(of: slot, in: first.hour) ?? AlertRange()
    }

    /// The figures of the market, worked out once for all that look at them.
    var board: MarketBoard {
        if let marketBoard { return marketBoard }
        let board = window.board(of: market)
        marketBoard = board
        return board
    }

    /// The volatility of a slot through the hour before this one; `nil` with too few prices.
    func volatility(of slot: Int) -> Double? {
        let last = minute.hour.start.advanced(by: -1)
        return volatilities.value(of: slot) {
            // No more than the day through this minute holds.
            let amounts = day.amounts(of: slot, through: last)
            let cut = max(0, last.windowStart.distance(to: minute.windowStart))
            return RunScan.of(amounts.dropFirst(cut)) { $0.dailyVolatility() }
        }
    }

    /// Whether a slot has fewer different prices in the day than patterns want.
    func isThin(_ slot: Int) -> Bool {
        if let found = thin[slot] { return found }
        let found = findsThin(slot)
        thin[slot] = found
        return found
    }

    /// The newest rows say it of most pairs, and the day need not be unpacked.
    private func findsThin(_ slot: Int) -> Bool {
        var seen = AlertThinness()
        if slot < prices.count { seen.add(prices[slot]) }
        for row in rows.rows.indices.reversed() where seen.isThin {
            seen.add(rows.amount(of: slot, inRow: row))
        }
        guard seen.isThin else { return false }
        for amount in day.amounts(of: slot, through: minute) where amount > 0 {
            seen.add(amount)
            if !seen.isThin { return false }
        }
        return true
    }

    /// The price of a pair on another market at this minute; NaN for none.
    func amount(of pair: Pair, on other: Market) -> Double {
        if others[other] == nil { others[other] = .some(window.day.days[other]) }
        guard let day = others[other] ?? nil, let slot = day.names.slot(of: pair) else {
            return .nan
        }
        let isNewest = isLive && (day.newest.minutes[slot] == minute)
        let amount = isNewest ? day.newest.amounts[slot] : day.amount(of: slot, at: minute)
        return amount > 0 ? amount : .nan
    }

    /// The oldest minute at which the market has a price; `nil` for none.
    var firstPolled: Minute? {
        if let polledSince { return polledSince }
        let found = window.day.firstMinute(of: market, from: window.first, through: minute)
        polledSince = .some(found)
        return found
    }
}

extension RollingDay {
    /// The oldest of some minutes at which a market has a price.
    func firstMinute(of market: Market, from first: Minute, through last: Minute) -> Minute? {
        guard let day = days[market], first <= last else { return nil }
        for hour in first.hour...last.hour {
            let held = day.held(inHour: hour)
            if let offset = held.bits.first(where: {
                (first...last).contains(hour.start.advanced(by: $0))
            }) {
                return hour.start.advanced(by: offset)
            }
        }
        return nil
    }
}

/// The newest price that rules have seen of each slot.
struct EvaluatedPrices: Sendable {
    /// Above 0; NaN for none.
    private(set) var amounts: [Double]
    /// `never` for none.
    private(set) var minutes: [Minute]

    init(slots: Int) {
        amounts = Array(repeating: .nan, count: slots)
        minutes = Array(repeating: NewestPrices.never, count: slots)
    }

    func amount(of slot: Int) -> Double { slot < amounts.count ? amounts[slot] : .nan }

    /// `nil` for a slot without a price.
    func minute(of slot: Int) -> Minute? {
        slot < minutes.count && minutes[slot] != NewestPrices.never ? minutes[slot] : nil
    }

    mutating func grow(to slots: Int) {
        let missing = slots - amounts.count
        guard missing > 0 else { return }
        amounts.append(contentsOf: repeatElement(.nan, count: missing))
        minutes.append(contentsOf: repeatElement(NewestPrices.never, count: missing))
    }

    /// Notes a price that is newer than what was seen.
    mutating func note(_ amount: Double, of slot: Int, at minute: Minute) {
        guard minute > minutes[slot] else { return }
        amounts[slot] = amount
        minutes[slot] = minute
    }

    /// Forgets prices that are newer than a minute: they are seen anew.
    mutating func goBack(to minute: Minute) {
        for slot in minutes.indices where minutes[slot] > minute { minutes[slot] = minute }
    }

    mutating func forget(_ slot: Int) {
        amounts[slot] = .nan
        minutes[slot] = NewestPrices.never
    }
}

/// The volatility of each slot through the hour before one, worked out for those that are asked for.
struct HourVolatilities: Sendable {
    private var hour = Hour(index: .min)
    /// NaN where it is not worked out yet, negative where there is none.
    private var values: [Double] = []

    /// Forgets those of another hour.
    mutating func prepare(_ hour: Hour, slots: Int) {
        guard hour != self.hour || values.count != slots else { return }
        self.hour = hour
        values = Array(repeating: .nan, count: slots)
    }

    mutating func value(of slot: Int, _ work: () -> Double?) -> Double? {
        guard slot < values.count else { return work() }
        if values[slot].isNaN { values[slot] = work() ?? -1 }
        return values[slot] < 0 ? nil : values[slot]
    }

    mutating func forget(_ slots: [Int]) {
        for slot in slots where slot < values.count { values[slot] = .nan }
    }
}
