/// Crashes that are bought back: at most one in a day, from a quarter of an hour to ten hours long.
struct Shock {
    let key: UInt64
    /// How many days in a thousand have one.
    let perMille: UInt64
    /// How far it falls, in logarithmic units.
    let depths: ClosedRange<Double>

    private static let day = 1440

    /// Adds the shocks of the minutes from `first` on to logarithms of prices.
    func add(to logarithms: inout [Double], from first: Int) {
        let end = first + logarithms.count
        for day in first.dividedFloor(by: Self.day)...(end - 1).dividedFloor(by: Self.day) {
            let bits = Chance.bits(key, day)
            guard bits % 1000 < perMille else { continue }
            let fall = 4 + Int((bits >> 10) % 16)
            let recovery = fall * (6 + Int((bits >> 16) % 24))
            let room = UInt64(Self.day - fall - recovery)
            let start = day * Self.day + Int((bits >> 24) % room)
            let depth =
                depths.lowerBound
                + (depths.upperBound - depths.lowerBound) * Chance.share(bits)
            for minute in (start..<start + fall + recovery).clamped(to: first..<end) {
                let shape = Self.shape(minute - start, fall: fall, recovery: recovery)
                let noise = 1 + 0.06 * Chance.normal(Chance.bits(key ^ 1, minute))
                logarithms[minute - first] -= depth * shape * noise
            }
        }
    }

    /// From 0 at the start to 1 at the bottom, faster and faster, and back, slower and slower.
    private static func shape(_ minute: Int, fall: Int, recovery: Int) -> Double {
        if minute < fall {
            let share = Double(minute) / Double(fall)
            return share * share
        }
        let left = 1 - Double(minute - fall) / Double(recovery)
        return left * left * (0.35 + 0.65 * left)
    }
}
