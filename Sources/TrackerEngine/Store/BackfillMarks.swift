/// Which minutes of which slots nobody polled: their prices were fetched afterwards.
///
/// Exact to the minute: 24 bytes for each hour of a slot that has such a minute, nothing for other
/// slots.
struct BackfillMarks: Sendable {
    /// The marks of an hour: bit i stands for its minute i.
    struct HourMarks: Hashable, Sendable {
        let hour: Hour
        /// The minutes that were fetched: bit i stands for minute i.
        var minutes: UInt64 = 0
        /// The fetched minutes that come from candles of more than a minute.
        var coarse: UInt64 = 0
    }

    /// The marks by slot, oldest first; no list is empty, and no hour in it.
    private var hours: [Int: [HourMarks]] = [:]
    /// No later minute is marked: what is polled now need not be looked up.
    private(set) var newest = Minute(index: .min)
    /// No earlier hour is marked.
    private var oldestHour = Hour(index: .max)

    /// The slots that have marks, in no particular order.
    var slots: some Collection<Int> { hours.keys }

    /// The marks of a slot, oldest first.
    func hours(of slot: Int) -> [HourMarks] { hours[slot] ?? [] }

    func isMarked(_ slot: Int, at minute: Minute) -> Bool {
        guard minute <= newest, let marked = hours[slot] else { return false }
        let bit = Self.bit(of: minute)
        return marked.contains { $0.hour == minute.hour && $0.minutes & bit != 0 }
    }

    /// The slots that have a mark at a minute.
    func slots(at minute: Minute) -> Set<Int> {
        guard minute <= newest else { return [] }
        return Set(hours.keys.lazy.filter { self.isMarked($0, at: minute) })
    }

    /// Marks minutes of an hour.
    mutating func insert(_ minutes: UInt64, isCoarse: Bool, hour: Hour, of slot: Int) {
        guard minutes != 0 else { return }
        var marked = hours[slot] ?? []
        hours[slot] = nil  // so that it changes in place
        let place = marked.firstIndex { $0.hour >= hour } ?? marked.count
        if place == marked.count || marked[place].hour != hour {
            marked.insert(HourMarks(hour: hour), at: place)
        }
        marked[place].minutes |= minutes
        marked[place].coarse &= ~minutes
        if isCoarse { marked[place].coarse |= minutes }
        hours[slot] = marked
        newest = max(newest, hour.start.advanced(by: 63 - minutes.leadingZeroBitCount))
        oldestHour = min(oldestHour, hour)
    }

    /// Takes the marks of a minute away: it was polled after all, or is gone.
    ///
    /// Cost: nothing for minutes that are newer than every mark, else a look at each slot with marks.
    mutating func remove(_ minute: Minute, of slots: some Sequence<Int>) {
        let marked = self.slots(at: minute)
        guard !marked.isEmpty else { return }
        for slot in slots where marked.contains(slot) {
            let rest = hours(of: slot).compactMap { hour in
                hour.hour == minute.hour ? hour.without(Self.bit(of: minute)) : hour
            }
            hours[slot] = rest.isEmpty ? nil : rest
        }
    }

    /// Takes all marks of slots away.
    mutating func remove(_ slots: [Int]) { for slot in slots { hours[slot] = nil } }

    /// Takes the marks of whole hours away.
    mutating func drop(before hour: Hour) {
        guard oldestHour < hour else { return }
        for (slot, marked) in hours where marked.contains(where: { $0.hour < hour }) {
            let rest = marked.filter { $0.hour >= hour }
            hours[slot] = rest.isEmpty ? nil : rest
        }
        oldestHour = hours.isEmpty ? Hour(index: .max) : hour
    }

    static func bit(of minute: Minute) -> UInt64 {
        1 << UInt64(minute.hour.start.distance(to: minute))
    }
}

extension BackfillMarks.HourMarks {
    /// `nil` where nothing is left.
    fileprivate func without(_ bits: UInt64) -> Self? {
        let rest = Self(hour: hour, minutes: minutes & ~bits, coarse: coarse & ~bits)
        return rest.minutes == 0 ? nil : rest
    }

    /// Whether a minute of the hour is marked.
    func has(_ offset: Int) -> Bool { minutes >> UInt64(offset) & 1 == 1 }

    /// Whether it is, as a coarse one.
    func isCoarse(_ offset: Int) -> Bool { coarse >> UInt64(offset) & 1 == 1 }
}
