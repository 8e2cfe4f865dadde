/// The minute prices of every instrument over the last day, in memory.
///
/// Whole past hours are packed, about half a byte a price; the minutes after them are kept as rows,
/// one double an instrument. A copy shares everything with its original, so that a reader can keep
/// one for as long as it likes while the day goes on.
public struct RollingDay: Sendable {
    /// The minutes of a window.
    public static let minutes = 1440

    private(set) var directory = Directory()
    /// Packed hours, oldest first.
    private(set) var hours: [HourBlock] = []
    /// Single minutes, oldest first; where one lies in a packed hour too, the row wins.
    private(set) var rows: [MinuteRow] = []
    /// By slot: the minute of the newest price.
    private(set) var newest: [Minute] = []
    /// By slot: the newest price, also one that came after the minute's own; NaN for none.
    private(set) var latest: [Double] = []
    /// By slot: the minute of a `latest` that is newer than `newest`, for the few that have one.
    private var noted: [Int: Minute] = [:]
    private(set) var orders = BatchOrders()
    /// Which prices were fetched afterwards; each of them is held.
    var marks = BackfillMarks()

    public init() {}

    /// One minute of every slot.
    struct MinuteRow: Sendable {
        let minute: Minute
        /// By slot, NaN for a hole; slots that came later lie past its end.
        var amounts: [Double]
    }
}

// MARK: - Writing

extension RollingDay {
    /// Puts the quotes of a minute in.
    ///
    /// Cost: about 20 ns a quote when the instruments come in the order of the batch before.
    /// `replacing`: whether a price that is there already gives way.
    ///
    /// - Returns: how many prices were put in.
    @discardableResult
    public mutating func ingest(_ batch: Batch, replacing: Bool = true) -> Int {
        guard !batch.quotes.isEmpty else { return 0 }
        let slots = slots(of: batch.quotes.lazy.map(\.instrument))
        let row = rowIndex(of: batch.minute)
        let block = replacing ? nil : hours.last { $0.hour == batch.minute.hour }
        // Taken out of the day while it is changed: a look at who else has it costs more than a price.
        var amounts: [Double] = []
        swap(&amounts, &rows[row].amounts)
        let missing = directory.capacity - amounts.count
        amounts.append(contentsOf: repeatElement(.nan, count: max(0, missing)))
        var taken = 0
        for (quote, slot) in zip(batch.quotes, slots)
        where replacing || amounts[slot].isNaN && !holds(block, slot, batch.minute) {
            amounts[slot] = quote.price.amount
            noteNewest(quote.price.amount, slot, batch.minute)
            taken += 1
        }
        rows[row].amounts = amounts
        if replacing { marks.remove(batch.minute, of: slots) }
        return taken
    }

    func holds(_ block: HourBlock?, _ slot: Int, _ minute: Minute) -> Bool {
        guard let block else { return false }
        return !hourAmounts(block, slot)[block.start.distance(to: minute)].isNaN
    }

    /// The slots of a batch, new ones where there are none; the next batch is expected to be alike.
    private mutating func slots(of instruments: some Collection<Instrument>) -> [Int] {
        guard let first = instruments.first?.market else { return [] }
        var slots: [Int] = []
        slots.reserveCapacity(instruments.count)
        let order = orders[first]
        var place = 0
        for instrument in instruments { slots.append(slot(of: instrument, in: order, at: &place)) }
        orders.note(slots, from: first, capacity: directory.capacity)
        directory.sort()
        return slots
    }

    /// Notes prices that are newer than those of their minute: for the last price, not the series.
    ///
    /// They are of the newest minute of the day: some quotes of the same poll are its prices.
    public mutating func note(_ quotes: [Quote]) {
        let minute = rows.last?.minute ?? Minute(index: .min)
        let order = orders[quotes.first?.instrument.market]
        var place = 0
        for quote in quotes {
            guard let slot = knownSlot(of: quote.instrument, in: order, at: &place) else {
                continue
            }
            latest[slot] = quote.price.amount
            if newest[slot] < minute { noted[slot] = minute }
        }
    }

    /// Puts a series in, in whole hours where it can: for a day that is filled at once.
    ///
    /// Cost: about 1.5 µs an hour.
    public mutating func merge(
        _ series: Series, of instrument: Instrument, replacing: Bool = true
    ) {
        guard let last = series.amounts.lastIndex(where: { !$0.isNaN }) else { return }
        let slot = slot(of: instrument)
        let lastMinute = series.start.advanced(by: last)
        if lastMinute >= newest[slot] {
            newest[slot] = lastMinute
            latest[slot] = series.amounts[last]
        }
        for hour in series.start.hour...lastMinute.hour {
            merge(series, hour, slot, replacing)
        }
        if replacing, !marks.hours(of: slot).isEmpty {
            for point in series.points { marks.remove(point.minute, of: [slot]) }
        }
        directory.sort()
    }

    private mutating func merge(_ series: Series, _ hour: Int, _ slot: Int, _ replacing: Bool) {
        let first = Minute(index: hour * SeriesCodec.minutes)
        guard let block = hours.firstIndex(where: { $0.hour == hour }) else {
            for minute in first..<first.advanced(by: SeriesCodec.minutes) {
                guard let price = series[minute] else { continue }
                _ = put(price.amount, slot, rowIndex(of: minute), replacing)
            }
            return
        }
        var amounts = hourAmounts(hours[block], slot)
        for (offset, held) in amounts.enumerated() where held.isNaN || replacing {
            guard let price = series[first.advanced(by: offset)] else { continue }
            amounts[offset] = price.amount
        }
        hours[block].set(SeriesCodec.encode(amounts), of: slot)
    }

    /// Packs the hours that end at `minute` or before; a price in them that a row holds goes in.
    ///
    /// Cost: about 1 µs an instrument and hour.
    /// - Returns: the hours that were packed now, for the journal.
    public mutating func seal(before minute: Minute) -> [SealedHour] {
        let due = Set(rows.map(\.minute.hour)).filter {
            ($0 + 1) * SeriesCodec.minutes <= minute.index
        }
        return due.sorted().map { hour in
            let block = packed(hour)
            rows.removeAll { $0.minute.hour == hour }
            let place = hours.firstIndex { $0.hour >= hour } ?? hours.count
            if place < hours.count, hours[place].hour == hour {
                hours[place] = block
            } else {
                hours.insert(block, at: place)
            }
            return sealed(block)
        }
    }

    /// Fills an empty day at once, instrument by instrument, as whole packed hours.
    ///
    /// `body` gets a closure, and calls it with positions in `instruments`, in any order, and a
    /// series that reaches to `last` and not beyond; the hour of `last` stays single minutes.
    public mutating func fill(
        _ instruments: [Instrument], through last: Minute,
        _ body: (_ store: (Int, Series) -> Void) -> Void
    ) {
        precondition(directory.count == 0)
        let first = last.advanced(by: 1 - Self.minutes)
        let slots = slots(of: instruments)
        let packed = Array(first.hour..<last.hour)
        var builders = packed.map { HourBlock.Builder(hour: $0, slots: directory.capacity) }
        let open = (last.hour * SeriesCodec.minutes...last.index).map {
            rowIndex(of: Minute(index: $0))
        }
        body { position, series in
            for (block, hour) in packed.enumerated() {
                let start = Minute(index: hour * SeriesCodec.minutes)
                if let chunk = SeriesCodec.encode(series.hour(from: start)) {
                    builders[block].set(chunk, of: slots[position])
                }
            }
            for row in open {
                guard let price = series[rows[row].minute] else { continue }
                rows[row].amounts[slots[position]] = price.amount
            }
            if let last = series.amounts.lastIndex(where: { !$0.isNaN }) {
                newest[slots[position]] = series.start.advanced(by: last)
                latest[slots[position]] = series.amounts[last]
            }
        }
        hours = builders.map(\.block)
    }

    /// Takes a stored day in: its single minutes win over everything, its packed hours over nothing
    /// but what was fetched afterwards, and that over nothing.
    public mutating func restore(_ stored: StoredDay) {
        // The newest hour first: most instruments have their newest price there, and no other hour
        // has to be unpacked for it.
        for hour in stored.hours.reversed() { restore(hour) }
        let ends = stored.backfills.map { $0.series.end.advanced(by: -1) }
        let minutes = [rows.last?.minute, stored.minutes.last?.minute].compactMap(\.self)
        if let newest = (ends + minutes).max() { restore(stored.backfills, newest: newest) }
        for batch in stored.minutes { ingest(batch) }
    }

    private mutating func restore(_ sealed: SealedHour) {
        let slots = slots(of: sealed.instruments)
        let place = hours.firstIndex { $0.hour >= sealed.hour } ?? hours.count
        if place == hours.count || hours[place].hour != sealed.hour {
            var builder = HourBlock.Builder(hour: sealed.hour, slots: directory.capacity)
            for (slot, chunk) in zip(slots, sealed.chunks) { builder.set(chunk, of: slot) }
            hours.insert(builder.block, at: place)
        } else {
            for (slot, chunk) in zip(slots, sealed.chunks) where hours[place].chunk(of: slot) == nil
            {
                hours[place].set(chunk, of: slot)
            }
        }
        for slot in slots { noteNewest(slot, in: hours[place]) }
    }

    private mutating func noteNewest(_ slot: Int, in block: HourBlock) {
        guard newest[slot] < block.end else { return }
        let amounts = hourAmounts(block, slot)
        guard let last = amounts.lastIndex(where: { !$0.isNaN }) else { return }
        noteNewest(amounts[last], slot, block.start.advanced(by: last))
    }

    private mutating func noteNewest(_ amount: Double, _ slot: Int, _ minute: Minute) {
        guard minute >= newest[slot] else { return }
        newest[slot] = minute
        latest[slot] = amount
    }

    /// The same for a price that was fetched afterwards: a poll may have noted a newer one.
    mutating func noteFetched(_ amount: Double, _ slot: Int, _ minute: Minute) {
        guard minute > newest[slot] else { return }
        newest[slot] = minute
        guard noted[slot].map({ $0 < minute }) ?? true else { return }
        latest[slot] = amount
    }

    /// Forgets what no window from `first` on can hold: minutes, hours, names without a price.
    public mutating func drop(before first: Minute) {
        for row in rows where row.minute < first {
            marks.remove(row.minute, of: directory.instruments.indices)
        }
        rows.removeAll { $0.minute < first }
        hours.removeAll { $0.end <= first }
        marks.drop(before: first.hour)
        noted = noted.filter { newest[$0.key] < $0.value }
        // A packed hour may hold a price older than `first`: the name stays until the hour goes.
        let oldest = min(first, hours.first?.start ?? first)
        let leaving = directory.instruments.indices.filter {
            directory.instruments[$0] != nil && newest[$0] < oldest
        }
        guard !leaving.isEmpty else { return }
        directory.remove(leaving)
        marks.remove(leaving)
        for slot in leaving {
            latest[slot] = .nan
            noted[slot] = nil
        }
        orders.keep { directory.has($0) }
    }
}

// MARK: - Slots, rows, hours

extension RollingDay {
    /// How many instruments may be gone at one place before a search by name takes over.
    private static let reach = 16

    /// `place`: where in `order` it is expected, and afterwards the next one.
    func knownSlot(of instrument: Instrument, in order: [Int], at place: inout Int) -> Int? {
        for candidate in place..<max(place, min(place + Self.reach, order.count)) {
            let slot = order[candidate]
            guard directory.instruments[slot] == instrument else { continue }
            place = candidate + 1
            return slot
        }
        return directory.slot(of: instrument)
    }

    /// Puts the names that `slot(of:)` has added in order.
    mutating func sortNames() { directory.sort() }

    /// The slot of an instrument, a new one where it has none: then `sortNames()` is due.
    mutating func slot(of instrument: Instrument) -> Int {
        var place = 0
        return slot(of: instrument, in: [], at: &place)
    }

    private mutating func slot(
        of instrument: Instrument, in order: [Int], at place: inout Int
    ) -> Int {
        if let slot = knownSlot(of: instrument, in: order, at: &place) { return slot }
        let slot = directory.add(instrument)
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
        var (low, high) = (0, rows.count)
        while low < high {
            let middle = (low + high) / 2
            if rows[middle].minute < minute { low = middle + 1 } else { high = middle }
        }
        if low == rows.count || rows[low].minute != minute {
            rows.insert(emptyRow(minute), at: low)
        }
        return low
    }

    private func emptyRow(_ minute: Minute) -> MinuteRow {
        MinuteRow(minute: minute, amounts: Array(repeating: .nan, count: directory.capacity))
    }

    private mutating func put(
        _ amount: Double, _ slot: Int, _ row: Int, _ replacing: Bool
    ) -> Bool {
        let minute = rows[row].minute
        guard replacing || self.amount(of: slot, at: minute).isNaN else { return false }
        setRow(amount, slot, minute)
        noteNewest(amount, slot, minute)
        return true
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
    mutating func pack(_ amounts: [Double], _ hour: Int, of slot: Int, at place: Int?) {
        let chunk = SeriesCodec.encode(amounts)
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

    /// An hour with everything that its block and its rows hold.
    func packed(_ hour: Int) -> HourBlock {
        let block = hours.first { $0.hour == hour } ?? HourBlock(hour: hour)
        let single = rows.filter { $0.minute.hour == hour }
        var builder = HourBlock.Builder(hour: hour, slots: directory.capacity)
        for slot in 0..<directory.capacity {
            var amounts = hourAmounts(block, slot)
            for row in single where slot < row.amounts.count && !row.amounts[slot].isNaN {
                amounts[block.start.distance(to: row.minute)] = row.amounts[slot]
            }
            if let chunk = SeriesCodec.encode(amounts) { builder.set(chunk, of: slot) }
        }
        return builder.block
    }

    func sealed(_ block: HourBlock) -> SealedHour {
        var instruments: [Instrument] = []
        var chunks: [[UInt8]] = []
        for case (let slot, let instrument?) in directory.instruments.enumerated() {
            guard let chunk = block.chunk(of: slot) else { continue }
            instruments.append(instrument)
            chunks.append(chunk)
        }
        return SealedHour(hour: block.hour, instruments: instruments, chunks: chunks)
    }
}
