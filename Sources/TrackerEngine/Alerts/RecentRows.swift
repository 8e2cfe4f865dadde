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
        guard let row = rows.last(where: { $0.minute <= minute }), row.minute == minute,
            slot < row.amounts.count
        else { return .nan }
        return row.amounts[slot]
    }

    /// The range of a slot in minutes that the rows hold.
    func range(of slot: Int, in minutes: Range<Minute>) -> AlertRange {
        var range = AlertRange()
        for row in rows.reversed() where row.minute < minutes.upperBound {
            guard row.minute >= minutes.lowerBound else { break }
            if slot < row.amounts.count { range.add(row.amounts[slot]) }
        }
        return range
    }

    /// The ranges of all slots in minutes that the rows hold, row by row: the compiler makes vectors
    /// of it.
    func ranges(in minutes: Range<Minute>, slots: Int) -> RangeColumns {
        var columns = RangeColumns(slots: slots)
        for row in rows where minutes.contains(row.minute) { columns.add(row.amounts) }
        return columns
    }

    /// Fills the holes of a slot with prices that were fetched.
    mutating func merge(_ series: Series, of slot: Int) {
        for place in rows.indices where slot < rows[place].amounts.count {
            let offset = series.start.distance(to: rows[place].minute)
            guard series.amounts.indices.contains(offset), series.amounts[offset] > 0,
                rows[place].amounts[slot].isNaN
            else { continue }
            rows[place].amounts[slot] = series.amounts[offset]
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
