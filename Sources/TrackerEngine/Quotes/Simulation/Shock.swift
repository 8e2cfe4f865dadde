/// Crashes that are bought back within the day of UTC: at most one in a day.
struct Shock {
    let key: UInt64
    /// The days in a thousand that have a crash.
    let perMille: UInt64
    /// The length of the fall in minutes, at most 40; the recovery takes 8 to 17 times as long.
    let falls: ClosedRange<Int>
    /// The depth of the fall, in logarithmic units.
    let depths: ClosedRange<Double>

    private static let day = Minute.perDay

    /// Adds the shocks of the minutes from `first` on to logarithms of prices.
    func add(to logarithms: inout [Double], from first: Int) {
        let end = first + logarithms.count
        for day in first.dividedFloor(by: Self.day)...(end - 1).dividedFloor(by: Self.day) {
            let bits = Chance.bits(key, day)
            guard bits % 1000 < perMille else { continue }
            let fall = falls.lowerBound + Int((bits >> 10) % UInt64(falls.count))
            let recovery = fall * (8 + Int((bits >> 16) % 10))
            let room = UInt64(Self.day - fall - recovery)
            let start = day * Self.day + Int((bits >> 24) % room)
            let depth =
                depths.lowerBound
                + (depths.upperBound - depths.lowerBound) * Chance.share(bits)
            // What a crash sets off is no smooth curve.
            let swings = Walk(key: ~bits).values(from: 0, count: fall + recovery)
            for minute in (start..<start + fall + recovery).clamped(to: first..<end) {
                let shape = Self.shape(minute - start, fall: fall, recovery: recovery)
                let swing = 1 + 2 * (swings[minute - start] - swings[0])
                logarithms[minute - first] -= depth * shape * swing
            }
        }
    }

    /// The part of the depth at a moment: from 0 at the start to 1 at the bottom, faster and faster, and back, slower and slower.
    private static func shape(_ minute: Int, fall: Int, recovery: Int) -> Double {
        if minute < fall {
            let share = Double(minute) / Double(fall)
            return share * share
        }
        let left = 1 - Double(minute - fall) / Double(recovery)
        return left * left * (0.35 + 0.65 * left)
    }
}
