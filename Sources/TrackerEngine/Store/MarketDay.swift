/// The minute prices of every pair of a market over the last day, in memory.
///
/// Most minutes are packed into hours, about half a byte a price; the newest are kept as rows, one
/// double a pair, until it is the market's turn.
struct MarketDay: Sendable {
    let market: Market
    var names = PairDirectory()
    /// Packed hours, oldest first; of the newest some minutes may be packed and others be rows.
    private(set) var hours: [HourBlock] = []
    /// Single minutes, oldest first; where one lies in a packed hour too, the row wins.
    private(set) var rows: [MinuteRow] = []
    /// The minute of each slot's newest price.
    private(set) var newest: [Minute] = []
    /// The newest minute of all slots.
    private(set) var newestMinute = Minute(index: .min)
    /// The newest price of each slot, even one that came after its minute's own; NaN for none.
    private(set) var latest: [Double] = []
    /// The minute of `latest`, for the few slots in which it is newer than `newest`.
    private var noted: [Int: Minute] = [:]
    private(set) var order = ExpectedOrder<Int32>()
    /// Which prices were fetched afterwards; each of them is held.
    var marks = BackfillMarks()
    /// Hours with prices that a journal has as single minutes; rising.
    private(set) var unsealed: [Hour] = []

    init(_ market: Market) { self.market = market }

    /// One minute of every slot.
    struct MinuteRow: Sendable {
        let minute: Minute
        /// The price of each slot, NaN for a hole; later slots lie past the end.
        var amounts: [Double]
    }
}

// MARK: - Quotes

extension MarketDay {
    /// Puts quotes of a minute in; all are of this market.
    ///
    /// `replacing`: whether a price that is there already gives way.
    ///
    /// - Returns: how many prices were put in.
    mutating func ingest(_ runs: QuoteRuns, at minute: Minute, replacing: Bool) -> Int {
        let slots = slots(of: runs)
        let row = rowIndex(of: minute)
        let block = replacing ? nil : hours.last { $0.hour == minute.hour }
        // Taken out of the day while it is changed: a look at who else has it costs more than a price.
        var amounts: [Double] = []
        swap(&amounts, &rows[row].amounts)
        let missing = names.capacity - amounts.count
        if missing > 0 { amounts.append(contentsOf: repeatElement(.nan, count: missing)) }
        var taken = 0
        var place = 0
        for run in runs {
            for quote in run {
                let slot = Int(slots[place])
                place &+= 1
                guard replacing || amounts[slot].isNaN && !Self.holds(block, slot, minute) else {
                    continue
                }
                amounts[slot] = quote.price.amount
                noteNewest(quote.price.amount, slot, minute)
                taken &+= 1
            }
        }
        rows[row].amounts = amounts
        if replacing { marks.remove(minute, of: slots.lazy.map { Int($0) }) }
        return taken
    }

    private mutating func slots(of runs: QuoteRuns) -> [Int32] {
        var slots: [Int32] = []
        slots.reserveCapacity(runs.reduce(0) { $0 + $1.count })
        var place = 0
        for run in runs {
            for quote in run {
                let pair = quote.instrument.pair
                let slot = names.slot(of: pair, near: &place, in: order) ?? slot(of: pair)
                slots.append(Int32(truncatingIfNeeded: slot))
            }
        }
        order.learn(slots)
        names.sort()
        return slots
    }

    static func holds(_ block: HourBlock?, _ slot: Int, _ minute: Minute) -> Bool {
        guard let block else { return false }
        return block.present(slot) & BackfillMarks.bit(of: minute) != 0
    }

    /// Notes prices that are newer than those of `minute`, the newest of the day: for the last
    /// price, not the series.
    mutating func note(_ runs: QuoteRuns, at minute: Minute) {
        var place = 0
        for run in runs {
            for quote in run {
                let pair = quote.instrument.pair
                guard let slot = names.slot(of: pair, near: &place, in: order) else { continue }
                latest[slot] = quote.price.amount
                if newest[slot] < minute { noted[slot] = minute }
            }
        }
    }

    /// Whether there may be a price of a minute.
    func mayHold(_ minute: Minute) -> Bool { minute <= newestMinute }

    /// The quotes that have no price at a minute yet, or one that nobody polled.
    func missing(_ runs: QuoteRuns, at minute: Minute, into missing: inout [Quote]) {
        let row = rows.last { $0.minute == minute }?.amounts ?? []
        let block = hours.last { $0.hour == minute.hour }
        var place = 0
        for run in runs {
            for quote in run {
                let pair = quote.instrument.pair
                guard let slot = names.slot(of: pair, near: &place, in: order) else {
                    missing.append(quote)
                    continue
                }
                let isHeld = slot < row.count && !row[slot].isNaN || Self.holds(block, slot, minute)
                if !isHeld || marks.isMarked(slot, at: minute) { missing.append(quote) }
            }
        }
    }

    mutating func noteNewest(_ amount: Double, _ slot: Int, _ minute: Minute) {
        guard minute >= newest[slot] else { return }
        newest[slot] = minute
        if minute > newestMinute { newestMinute = minute }
        latest[slot] = amount
    }

    /// Notes a price that was fetched afterwards: a poll may have noted a newer one.
    mutating func noteFetched(_ amount: Double, _ slot: Int, _ minute: Minute) {
        guard minute > newest[slot] else { return }
        newest[slot] = minute
        if minute > newestMinute { newestMinute = minute }
        guard noted[slot].map({ $0 < minute }) ?? true else { return }
        latest[slot] = amount
    }
}

// MARK: - Series

extension MarketDay {
    /// See `RollingDay.merge`.
    mutating func merge(_ series: Series, of pair: Pair, replacing: Bool) {
        guard let last = series.amounts.lastIndex(where: { !$0.isNaN }) else { return }
        let slot = slot(of: pair)
        let lastMinute = series.start.advanced(by: last)
        noteNewest(series.amounts[last], slot, lastMinute)
        for hour in series.start.hour...lastMinute.hour { merge(series, hour, slot, replacing) }
        if replacing, !marks.hours(of: slot).isEmpty {
            for point in series.points { marks.remove(point.minute, of: [slot]) }
        }
        names.sort()
    }

    private mutating func merge(_ series: Series, _ hour: Hour, _ slot: Int, _ replacing: Bool) {
        let first = hour.start
        guard let block = hours.firstIndex(where: { $0.hour == hour }) else {
            for minute in first..<first.advanced(by: SeriesCodec.minutes) {
                guard let price = series[minute],
                    replacing || amount(of: slot, at: minute).isNaN
                else { continue }
                setRow(price.amount, slot, minute)
            }
            return
        }
        var amounts = hourAmounts(hours[block], slot)
        for (offset, held) in amounts.enumerated() where held.isNaN || replacing {
            guard let price = series[first.advanced(by: offset)] else { continue }
            amounts[offset] = price.amount
        }
        hours[block].set(SeriesCodec.encode(amounts) ?? [], of: slot)
    }

    /// Takes whole packed hours and the rows after them, for a market that has nothing yet.
    ///
    /// `latest`: by slot, the newest price and its minute.
    mutating func fill(
        _ hours: [HourBlock], _ rows: [MinuteRow], latest: [(amount: Double, minute: Minute)?]
    ) {
        self.hours = hours.filter { $0.chunks.count > 0 }
        self.rows = rows
        unsealed = Array(Set(rows.map(\.minute.hour))).sorted()
        for case (let slot, let newest?) in latest.enumerated() {
            noteNewest(newest.amount, slot, newest.minute)
        }
    }

    /// Takes a packed hour in where the slot has none of that hour.
    mutating func restore(_ sealed: SealedHour) {
        let slots = slots(of: sealed.pairs)
        let place = hours.firstIndex { $0.hour >= sealed.hour } ?? hours.count
        if place == hours.count || hours[place].hour != sealed.hour {
            hours.insert(Self.block(sealed, slots, names.capacity), at: place)
        } else {
            for (chunk, slot) in slots.enumerated() where hours[place].chunk(of: slot).isEmpty {
                hours[place].set(sealed.chunks[chunk], of: slot)
            }
        }
        for slot in slots { noteNewest(slot, in: hours[place]) }
    }

    /// The slots of stored pairs, which mostly come in the order of the slots.
    private mutating func slots(of pairs: [Pair]) -> [Int] {
        let order = ExpectedOrder((0..<names.capacity).map { Int32($0) })
        var next = 0
        return pairs.map { names.slot(of: $0, near: &next, in: order) ?? slot(of: $0) }
    }

    /// A block that shares the memory of what it is made of where the slots come in order, as they
    /// do while a stored day is read.
    private static func block(_ sealed: SealedHour, _ slots: [Int], _ capacity: Int) -> HourBlock {
        if slots.elementsEqual(slots.indices) {
            return HourBlock(hour: sealed.hour, chunks: sealed.chunks)
        }
        var sorter = PackedChunks.Sorter(slots: capacity)
        for (chunk, slot) in slots.enumerated() { sorter.set(sealed.chunks[chunk], of: slot) }
        return HourBlock(hour: sealed.hour, chunks: sorter.chunks)
    }

    /// Takes a minute in, which wins over what is held of it.
    mutating func restore(_ stored: StoredMinute) {
        let slots = slots(of: stored.pairs)
        let row = rowIndex(of: stored.minute)
        var amounts: [Double] = []
        swap(&amounts, &rows[row].amounts)
        let missing = names.capacity - amounts.count
        if missing > 0 { amounts.append(contentsOf: repeatElement(.nan, count: missing)) }
        for (slot, amount) in zip(slots, stored.amounts) where !amount.isNaN {
            amounts[slot] = amount
            noteNewest(amount, slot, stored.minute)
        }
        rows[row].amounts = amounts
        marks.remove(
            stored.minute, of: zip(slots, stored.amounts).lazy.filter { !$0.1.isNaN }.map(\.0))
    }

    /// Forgets names that came without a price.
    mutating func forgetNames() {
        names.sort()
        removeNames { $0 == Minute(index: .min) }
    }

    private mutating func noteNewest(_ slot: Int, in block: HourBlock) {
        guard newest[slot] < block.end else { return }
        let amounts = hourAmounts(block, slot)
        guard let last = amounts.lastIndex(where: { !$0.isNaN }) else { return }
        noteNewest(amounts[last], slot, block.start.advanced(by: last))
    }
}

// MARK: - Packing and forgetting

extension MarketDay {
    /// How many rows are older than a minute.
    func rowCount(before minute: Minute) -> Int {
        var (low, high) = (0, rows.count)
        while low < high {
            let middle = (low + high) / 2
            if rows[middle].minute < minute { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Packs the rows before a minute into their hours.
    ///
    /// Cost: about 1 µs a pair and hour.
    mutating func pack(before minute: Minute) {
        let due = rows.prefix(rowCount(before: minute))
        guard !due.isEmpty else { return }
        for hour in Set(due.map(\.minute.hour)) {
            let block = packed(hour, due.filter { $0.minute.hour == hour })
            let place = hours.firstIndex { $0.hour >= hour } ?? hours.count
            if place < hours.count, hours[place].hour == hour {
                hours[place] = block
            } else {
                hours.insert(block, at: place)
            }
        }
        rows.removeFirst(due.count)
    }

    /// Packs what is older than a minute, and gives the hours that ended by then to the journal.
    mutating func seal(before minute: Minute) -> [SealedHour] {
        pack(before: minute)
        let due = unsealed.prefix { $0.end <= minute }
        unsealed.removeFirst(due.count)
        return due.map { sealedHour($0) }
    }

    /// Whether an hour has ended by a minute and is not in the journal as a packed one.
    func isSealDue(before minute: Minute) -> Bool {
        unsealed.first.map { $0.end <= minute } ?? false
    }

    /// An hour in its packed form, whether it is packed here or not.
    func sealedHour(_ hour: Hour) -> SealedHour {
        let single = rows.filter { $0.minute.hour == hour }
        let held = hours.first { $0.hour == hour } ?? HourBlock(hour: hour)
        return sealed(single.isEmpty ? held : packed(hour, single))
    }

    func sealed(_ block: HourBlock) -> SealedHour {
        var pairs: [Pair] = []
        var chunks = PackedChunks.Builder(slots: names.capacity)
        for case (let slot, let pair?) in names.pairs.enumerated() {
            let chunk = block.chunk(of: slot)
            guard !chunk.isEmpty else { continue }
            pairs.append(pair)
            chunks.append(chunk)
        }
        return SealedHour(
            hour: block.hour, market: market, pairs: pairs, chunks: chunks.chunks)
    }

    /// An hour with what its block and some rows hold.
    private func packed(_ hour: Hour, _ single: some Collection<MinuteRow>) -> HourBlock {
        let block = hours.first { $0.hour == hour } ?? HourBlock(hour: hour)
        var builder = PackedChunks.Builder(slots: names.capacity)
        unsafe withUnsafeTemporaryAllocation(of: Double.self, capacity: SeriesCodec.minutes) {
            guard let amounts = $0.baseAddress else { return }
            for slot in 0..<names.capacity {
                unsafe block.read(slot, into: amounts)
                for row in single where slot < row.amounts.count && !row.amounts[slot].isNaN {
                    unsafe amounts[block.start.distance(to: row.minute)] = row.amounts[slot]
                }
                unsafe builder.append(packing: UnsafeBufferPointer($0))
            }
        }
        return HourBlock(hour: hour, chunks: builder.chunks)
    }

    /// Forgets what no window from `first` on can hold: minutes, hours, names without a price.
    mutating func drop(before first: Minute) {
        dropPrices(before: first)
        // A packed hour may hold a price older than `first`: the name stays until the hour goes.
        let oldest = min(first, hours.first?.start ?? first)
        removeNames { $0 < oldest }
    }

    /// `isLeaving`: by the minute of the newest price.
    private mutating func removeNames(_ isLeaving: (Minute) -> Bool) {
        let leaving = newest.indices.filter { names.pairs[$0] != nil && isLeaving(newest[$0]) }
        guard !leaving.isEmpty else { return }
        names.remove(leaving)
        marks.remove(leaving)
        for slot in leaving {
            latest[slot] = .nan
            noted[slot] = nil
        }
        order.removeAll { names.pairs[Int($0)] == nil }
    }

    private mutating func dropPrices(before first: Minute) {
        for row in rows.prefix(rowCount(before: first)) {
            marks.remove(row.minute, of: names.pairs.indices)
        }
        // Nothing is changed that need not be: readers share it.
        if rowCount(before: first) > 0 { rows.removeFirst(rowCount(before: first)) }
        if hours.contains(where: { $0.end <= first }) { hours.removeAll { $0.end <= first } }
        if unsealed.contains(where: { $0 < first.hour }) { unsealed.removeAll { $0 < first.hour } }
        marks.drop(before: first.hour)
        if !noted.isEmpty { noted = noted.filter { newest[$0.key] < $0.value } }
    }
}

// MARK: - Slots, rows, hours

extension MarketDay {
    mutating func slot(of pair: Pair) -> Int {
        if let slot = names.slot(of: pair) { return slot }
        let slot = names.add(pair)
        if slot == newest.count {
            newest.append(Minute(index: .min))
            latest.append(.nan)
        } else {
            newest[slot] = Minute(index: .min)
            latest[slot] = .nan
        }
        return slot
    }

    /// The position of a minute's row, a new one where it has none.
    private mutating func rowIndex(of minute: Minute) -> Int {
        let place = rowCount(before: minute)
        if place == rows.count || rows[place].minute != minute {
            let amounts = [Double](repeating: .nan, count: names.capacity)
            rows.insert(MinuteRow(minute: minute, amounts: amounts), at: place)
            noteUnsealed(minute.hour)
        }
        return place
    }

    private mutating func noteUnsealed(_ hour: Hour) {
        guard unsealed.last != hour else { return }
        let place = unsealed.firstIndex { $0 >= hour } ?? unsealed.count
        if place == unsealed.count || unsealed[place] != hour { unsealed.insert(hour, at: place) }
    }

    /// Writes a price into the row of a minute, a new one where it has none.
    mutating func setRow(_ amount: Double, _ slot: Int, _ minute: Minute) {
        let row = rowIndex(of: minute)
        let missing = slot + 1 - rows[row].amounts.count
        if missing > 0 {
            rows[row].amounts.append(contentsOf: repeatElement(.nan, count: missing))
        }
        rows[row].amounts[slot] = amount
    }

    /// Packs an hour of a slot; `place`: that of its block, `nil` where there is none yet.
    mutating func pack(_ amounts: [Double], _ hour: Hour, of slot: Int, at place: Int?) {
        let chunk = SeriesCodec.encode(amounts) ?? []
        if let place { return hours[place].set(chunk, of: slot) }
        let place = hours.firstIndex { $0.hour > hour } ?? hours.count
        var block = HourBlock(hour: hour)
        block.set(chunk, of: slot)
        hours.insert(block, at: place)
    }

    func amount(of slot: Int, at minute: Minute) -> Double {
        if let row = rows.last(where: { $0.minute == minute }), slot < row.amounts.count,
            !row.amounts[slot].isNaN
        {
            return row.amounts[slot]
        }
        guard let block = hours.last(where: { $0.hour == minute.hour }) else { return .nan }
        return hourAmounts(block, slot)[block.start.distance(to: minute)]
    }

    func hourAmounts(_ block: HourBlock, _ slot: Int) -> [Double] {
        unsafe Array(unsafeUninitializedCapacity: SeriesCodec.minutes) { buffer, count in
            guard let base = buffer.baseAddress else { return }
            unsafe block.read(slot, into: base)
            count = SeriesCodec.minutes
        }
    }
}
