/// One pair of the simulated universe and the rule for its price.
///
/// The price is base ÷ quote, both in dollars, times a small part of the pair's own. It moves at
/// some minutes only, those at which someone trades, and stands in between.
struct SimulatedInstrument: Sendable {
    let instrument: Instrument
    /// Positions in the universe's assets.
    let base: Int
    let quote: Int
    /// The key of its own sequence of chances.
    let key: UInt64
    /// The price at the assets' usual worth, in ticks.
    let level: Double
    /// The number of ticks in 1: a power of ten.
    let ticksPerUnit: Double
    /// The chance that it trades in a minute, in 2^-32: from 0 to 2^32.
    let activity: UInt64
    /// The spread around the other markets' prices, as a share of the price.
    let strayness: Double
    /// The times at which it has no price.
    let absences: [Absence]
    /// What is traded of it.
    var turnover: SimulatedTurnover
    /// Bytes of the pair's name that are the base.
    let baseLength: UInt8

    /// At least one minute in so many is one of trade: a power of two.
    static let longestPause = 256
    /// The minutes between the points of the slow half of its own part: a power of two.
    private static let bend = 64

    /// The prices of some minutes, NaN where there is none.
    ///
    /// - Parameters:
    ///   - first: the minute of the first price.
    ///   - count: how many minutes, 1 or more.
    ///   - base: the base's dollars relative to the usual, one a minute from `longestPause` before
    ///     `first` on.
    ///   - quote: 1 over the same of the quote.
    /// - Returns: `count` elements.
    func amounts(from first: Int, count: Int, base: [Double], quote: [Double]) -> [Double] {
        var amounts = [Double](repeating: .nan, count: count)
        let offset = Self.longestPause - first
        let last = lastTrade(upTo: first)
        var amount = price(
            at: last, bits: Chance.bits(key, last), stray: Stray(of: self, at: last),
            worth: base[last + offset] * quote[last + offset])
        var minute = first
        while minute < first + count {
            let stray = Stray(of: self, at: minute)
            let end = min(first + count, (minute | (Self.bend - 1)) + 1)
            while minute < end {
                let bits = Chance.bits(key, minute)
                if trades(at: minute, bits) {
                    amount = price(
                        at: minute, bits: bits, stray: stray,
                        worth: base[minute + offset] * quote[minute + offset])
                }
                amounts[minute - first] = amount
                minute += 1
            }
        }
        for absence in absences {
            for hole in absence.holes(in: first..<first + count) {
                for minute in hole { amounts[minute - first] = .nan }
            }
        }
        return amounts
    }

    private func lastTrade(upTo minute: Int) -> Int {
        var minute = minute
        while !trades(at: minute, Chance.bits(key, minute)) { minute -= 1 }
        return minute
    }

    @inline(__always)
    private func trades(at minute: Int, _ bits: UInt64) -> Bool {
        bits >> 32 < activity
            || (minute &+ Int(truncatingIfNeeded: key & 0xFFFF)) & (Self.longestPause - 1) == 0
    }

    @inline(__always)
    private func price(at minute: Int, bits: UInt64, stray: Stray, worth: Double) -> Double {
        // Between the bid and the ask, anywhere: the fast half of its own part.
        let bounce = Double(bits & 0xFFFF) * 0x1p-15 - 1
        let own = 1 + strayness * (stray.share(at: minute) + 0.5 * bounce)
        return max(1, PortableMath.rounded(level * worth * own)) / ticksPerUnit
    }

    /// The slow half of the own part: straight between points that depend on nothing.
    private struct Stray {
        let left: Double
        let slope: Double

        init(of instrument: SimulatedInstrument, at minute: Int) {
            let point = minute.dividedFloor(by: SimulatedInstrument.bend)
            // Another sequence than that of the trades.
            let key = ~instrument.key
            left = Chance.normal(Chance.bits(key, point))
            let right = Chance.normal(Chance.bits(key, point + 1))
            slope = (right - left) * (1 / Double(SimulatedInstrument.bend))
        }

        @inline(__always)
        func share(at minute: Int) -> Double {
            left + slope * Double(minute & (SimulatedInstrument.bend - 1))
        }
    }
}
