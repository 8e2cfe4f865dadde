/// The newest minutes of a market, a row each, oldest first, until they are packed into hours.
struct MinuteRows: Sendable {
    /// One minute of every slot.
    struct Row: Sendable {
        let minute: Minute
        /// The price of each slot, NaN for a hole; later slots lie past the end.
        var amounts: [Double]

        /// The price of a slot; NaN for none.
        @inline(__always) func amount(of slot: Int) -> Double {
            slot < amounts.count ? amounts[slot] : .nan
        }
    }

    private(set) var all: [Row]
    /// Hours with prices that a journal has as single minutes; rising.
    private(set) var unsealed: [Hour]

    /// `all`: oldest first, each minute once.
    init(_ all: [Row] = []) {
        self.all = all
        unsealed = Array(Set(all.map(\.minute.hour))).sorted()
    }

    var count: Int { all.count }
    var isEmpty: Bool { all.isEmpty }
    var last: Row? { all.last }

    /// The row of a minute.
    subscript(minute: Minute) -> Row? { all.last { $0.minute == minute } }

    /// The rows of an hour, oldest first.
    func rows(of hour: Hour) -> [Row] { all.filter { $0.minute.hour == hour } }

    /// The rows that are older than a minute.
    func rows(before minute: Minute) -> ArraySlice<Row> { all.prefix(count(before: minute)) }

    /// The number of rows that are older than a minute.
    func count(before minute: Minute) -> Int {
        all.firstPlace { $0.minute >= minute }
    }

    /// The minutes of an hour at which a slot has a price: bit i stands for minute i.
    func held(of slot: Int, in hour: Hour) -> UInt64 {
        guard let newest = all.last?.minute, newest.hour >= hour else { return 0 }
        return all.reduce(0) { mask, row in
            guard row.minute.hour == hour, !row.amount(of: slot).isNaN else { return mask }
            return mask | BackfillMarks.bit(of: row.minute)
        }
    }
}

// MARK: - Changing

extension MinuteRows {
    /// Gives `body` the prices of a minute to change, those of a new row where there is none.
    ///
    /// `slots`: the number of elements `body` gets, at the least.
    @inline(__always) mutating func change(
        _ minute: Minute, slots: Int, _ body: (inout [Double]) -> Void
    ) {
        let row = index(of: minute, slots: slots)
        // Taken out while it is changed: a look at who else has it costs more than a price.
        var amounts: [Double] = []
        swap(&amounts, &all[row].amounts)
        let missing = slots - amounts.count
        if missing > 0 { amounts.append(contentsOf: repeatElement(.nan, count: missing)) }
        body(&amounts)
        all[row].amounts = amounts
    }

    /// Writes a price into the row of a minute, a new one of so many slots where there is none.
    mutating func set(_ amount: Double, of slot: Int, at minute: Minute, slots: Int) {
        let row = index(of: minute, slots: slots)
        let missing = slot + 1 - all[row].amounts.count
        if missing > 0 {
            all[row].amounts.append(contentsOf: repeatElement(.nan, count: missing))
        }
        all[row].amounts[slot] = amount
    }

    /// Drops the oldest rows, which are packed now.
    mutating func removeFirst(_ count: Int) {
        // Nothing is changed that need not be: readers share it.
        if count > 0 { all.removeFirst(count) }
    }

    /// Drops the rows and the unsealed hours before a minute.
    mutating func drop(before first: Minute) {
        removeFirst(count(before: first))
        if unsealed.contains(where: { $0 < first.hour }) { unsealed.removeAll { $0 < first.hour } }
    }

    /// The unsealed hours that have ended by a minute; they count as sealed from now on.
    mutating func sealEnded(by minute: Minute) -> ArraySlice<Hour> {
        let due = unsealed.prefix { $0.end <= minute }
        unsealed.removeFirst(due.count)
        return due
    }

    /// The position of a minute's row, a new one where it has none.
    private mutating func index(of minute: Minute, slots: Int) -> Int {
        let place = count(before: minute)
        if place == all.count || all[place].minute != minute {
            let amounts = [Double](repeating: .nan, count: slots)
            all.insert(Row(minute: minute, amounts: amounts), at: place)
            noteUnsealed(minute.hour)
        }
        return place
    }

    private mutating func noteUnsealed(_ hour: Hour) {
        guard unsealed.last != hour else { return }
        let place = unsealed.firstIndex { $0 >= hour } ?? unsealed.count
        if place == unsealed.count || unsealed[place] != hour { unsealed.insert(hour, at: place) }
    }
}
