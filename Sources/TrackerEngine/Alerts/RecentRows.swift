/// The newest minutes of a market, a row each, as rules look back on them.
///
/// Rows, not queues: they are nothing but prices of the day, so that what is found over them is what
/// the back-test finds. Most are shared with the day.
struct RecentRows: Sendable {
    /// Minutes that are looked back on: an hour, and what lies up to 5 minutes before it.
    static let minutes = 65

    struct Row: Sendable {
        let minute: Minute
        /// The price of each slot, above 0; NaN for none.
        ///
        /// Later slots lie past the end.
        var amounts: [Double]
    }

    /// Oldest first, each minute once.
    private(set) var rows: [Row] = []
    /// The range of each hour of the day, where a rule looks back on more than one.
    var hours: HourRanges?

    /// The newest minute; `nil` for no row.
    var newest: Minute? { rows.last?.minute }

    /// Puts the prices of a minute in; those of a minute that is there fill its holes.
    ///
    /// `amounts`: above 0, NaN for none.
    mutating func put(_ amounts: [Double], at minute: Minute) {
        hours?.put(amounts, in: minute.hour)
        let place = rows.lastIndex { $0.minute <= minute }.map { $0 + 1 } ?? 0
        if place > 0, rows[place - 1].minute == minute {
            rows[place - 1].fill(amounts)
        } else {
            rows.insert(Row(minute: minute, amounts: amounts), at: place)
        }
        guard let newest else { return }
        let first = newest.advanced(by: -Self.minutes)
        rows.removeFirst(rows.prefix { $0.minute < first }.count)
        hours?.drop(before: newest.windowStart.hour)
    }

    /// The price of a slot at a minute; NaN for none.
    func amount(of slot: Int, at minute: Minute) -> Double {
        place(of: minute).map { amount(of: slot, inRow: $0) } ?? .nan
    }

    /// The place of a minute's row; `nil` for none.
    ///
    /// Mostly there is a row for each minute.
    private func place(of minute: Minute) -> Int? {
        guard !rows.isEmpty, minute <= rows[rows.count - 1].minute else { return nil }
        let guess = rows.count - 1 - minute.distance(to: rows[rows.count - 1].minute)
        if guess >= 0, rows[guess].minute == minute { return guess }
        return rows.indices.last { rows[$0].minute == minute }
    }

    /// The price of a slot in a row; NaN for none.
    @inline(__always) func amount(of slot: Int, inRow row: Int) -> Double {
        slot < rows[row].amounts.count ? rows[row].amounts[slot] : .nan
    }

    /// The range of a slot in minutes that the rows hold.
    func range(of slot: Int, in minutes: Range<Minute>) -> AlertRange {
        var range = AlertRange()
        // By place: a row in a variable is counted as used.
        for row in rows.indices.reversed() where rows[row].minute < minutes.upperBound {
            guard rows[row].minute >= minutes.lowerBound else { break }
            range.add(amount(of: slot, inRow: row))
        }
        return range
    }

    /// Adds the ranges of all slots in minutes that the rows hold, row by row: the compiler makes
    /// vectors of it.
    func addRanges(in minutes: Range<Minute>, to columns: inout RangeColumns) {
        for row in rows where minutes.contains(row.minute) { columns.add(row.amounts) }
    }

    /// Fills the holes of a slot with prices that were fetched, also of minutes without a row.
    mutating func merge(_ series: Series, of slot: Int) {
        guard let newest else { return }
        for minute in newest.advanced(by: -Self.minutes)...newest {
            let offset = series.start.distance(to: minute)
            guard series.amounts.indices.contains(offset), series.amounts[offset] > 0 else {
                continue
            }
            let place = rows.firstIndex { $0.minute >= minute } ?? rows.count
            if place == rows.count || rows[place].minute != minute {
                rows.insert(Row(minute: minute, amounts: []), at: place)
            }
            rows[place].fill(series.amounts[offset], of: slot)
        }
    }

    /// Forgets what is newer than a minute.
    mutating func drop(after minute: Minute) { rows.removeAll { $0.minute > minute } }

    /// Forgets the prices of slots that other pairs have now.
    mutating func forget(_ slots: [Int]) {
        for row in rows.indices {
            for slot in slots where slot < rows[row].amounts.count {
                rows[row].amounts[slot] = .nan
            }
        }
        hours?.forget(slots)
    }
}

extension RecentRows.Row {
    fileprivate mutating func fill(_ amount: Double, of slot: Int) {
        let missing = slot + 1 - amounts.count
        if missing > 0 { amounts.append(contentsOf: repeatElement(.nan, count: missing)) }
        if amounts[slot].isNaN { amounts[slot] = amount }
    }

    fileprivate mutating func fill(_ new: [Double]) {
        let missing = new.count - amounts.count
        if missing > 0 { amounts.append(contentsOf: repeatElement(.nan, count: missing)) }
        for slot in new.indices where amounts[slot].isNaN { amounts[slot] = new[slot] }
    }
}

/// The lowest and the highest price of each slot.
struct RangeColumns: Sendable {
    private(set) var lows: [Double]
    private(set) var highs: [Double]

    init(slots: Int) {
        lows = Array(repeating: .infinity, count: slots)
        highs = Array(repeating: -.infinity, count: slots)
    }

    func range(of slot: Int) -> AlertRange {
        slot < lows.count ? AlertRange(low: lows[slot], high: highs[slot]) : AlertRange()
    }

    /// Counts a price of each slot in; NaN changes nothing.
    mutating func add(_ amounts: [Double]) {
        grow(to: amounts.count)
        unsafe amounts.withUnsafeBufferPointer { amounts in
            unsafe lows.withUnsafeMutableBufferPointer { lows in
                for slot in amounts.indices {
                    let price = unsafe amounts[slot]
                    unsafe lows[slot] = price < lows[slot] ? price : lows[slot]
                }
            }
            unsafe highs.withUnsafeMutableBufferPointer { highs in
                for slot in amounts.indices {
                    let price = unsafe amounts[slot]
                    unsafe highs[slot] = price > highs[slot] ? price : highs[slot]
                }
            }
        }
    }

    mutating func add(_ other: RangeColumns) {
        add(other.lows.map { $0.isFinite ? $0 : .nan })
        add(other.highs.map { $0.isFinite ? $0 : .nan })
    }

    mutating func add(_ range: AlertRange, of slot: Int) {
        grow(to: slot + 1)
        lows[slot] = min(lows[slot], range.low)
        highs[slot] = max(highs[slot], range.high)
    }

    mutating func add(_ price: Double, of slot: Int) {
        grow(to: slot + 1)
        lows[slot] = price < lows[slot] ? price : lows[slot]
        highs[slot] = price > highs[slot] ? price : highs[slot]
    }

    mutating func forget(_ slots: [Int]) {
        for slot in slots where slot < lows.count {
            lows[slot] = .infinity
            highs[slot] = -.infinity
        }
    }

    private mutating func grow(to count: Int) {
        let missing = count - lows.count
        guard missing > 0 else { return }
        lows.append(contentsOf: repeatElement(.infinity, count: missing))
        highs.append(contentsOf: repeatElement(-.infinity, count: missing))
    }
}

/// The range of each hour of a day, by slot: for spans of more than an hour.
struct HourRanges: Sendable {
    private(set) var hours: [Hour: RangeColumns] = [:]

    init() {}

    /// Those of the minutes from `first` on.
    ///
    /// Cost: about 0.3 µs a pair and hour.
    init(_ day: MarketDay, from first: Minute, before end: Minute) {
        for block in day.hours where block.end > first && block.start < end {
            var columns = RangeColumns(slots: day.names.capacity)
            let minutes = (first..<end).clamped(to: block.start..<block.end)
            let places =
                block.start.distance(
                    to: minutes.lowerBound)..<block.start.distance(
                    to: minutes.upperBound)
            for slot in day.names.pairs.indices where block.head(of: slot) != HourBlock.noHead {
                guard day.names.pairs[slot] != nil else { continue }
                let range = AlertRange(block.amounts(of: slot)[places])
                columns.add(range, of: slot)
            }
            hours[block.hour] = columns
        }
        for row in day.rows.all where row.minute >= first && row.minute < end {
            put(row.amounts.map { $0 > 0 ? $0 : .nan }, in: row.minute.hour)
        }
    }

    mutating func put(_ amounts: [Double], in hour: Hour) {
        hours[hour, default: RangeColumns(slots: amounts.count)].add(amounts)
    }

    mutating func put(_ series: Series, of slot: Int) {
        for (place, price) in series.amounts.enumerated() where price > 0 {
            let hour = series.start.advanced(by: place).hour
            hours[hour, default: RangeColumns(slots: slot + 1)].add(price, of: slot)
        }
    }

    func range(of slot: Int, in hour: Hour) -> AlertRange {
        hours[hour]?.range(of: slot) ?? AlertRange()
    }

    mutating func drop(before hour: Hour) {
        for old in hours.keys where old < hour { hours[old] = nil }
    }

    mutating func forget(_ slots: [Int]) {
        for hour in hours.keys { hours[hour]?.forget(slots) }
    }
}
