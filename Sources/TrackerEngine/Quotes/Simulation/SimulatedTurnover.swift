/// What is traded of a simulated pair in 24 hours: as much as its coin, its quote and its market lead
/// one to expect, a little more or less by the hour.
struct SimulatedTurnover: Sendable {
    /// Its own sequence of chances.
    let key: UInt64
    /// On a usual day, in US dollars.
    let dollars: Double
    /// What the market tells it in: `base` or `quote`.
    let unit: Traded.Unit
    /// About what one of that is worth, in US dollars.
    let worth: Double

    /// Minutes between the points that depend on nothing: a power of two.
    private static let bend = 512
    /// How far it strays from the usual, as a share.
    private static let strayness = 0.12

    /// In the 24 hours before a minute.
    func traded(at minute: Int) -> Traded {
        let point = minute.dividedFloor(by: Self.bend)
        let left = Chance.normal(Chance.bits(~key, point))
        let right = Chance.normal(Chance.bits(~key, point + 1))
        let share = Double(minute - point * Self.bend) / Double(Self.bend)
        let stray = 1 + Self.strayness * (left + (right - left) * share)
        return Traded(checked: Self.rounded(dollars * stray / worth), in: unit)
    }

    /// To cents, or to as many more places as a small amount has.
    private static func rounded(_ amount: Double) -> Double {
        let scale: Double = amount < 1000 ? 1e6 : 100
        guard amount < 1e12 else { return amount }
        return PortableMath.rounded(amount * scale) / scale
    }

    /// The part of its market that a pair has, not yet divided by that of all.
    ///
    /// `rank` is the coin's place, the most traded 0; `place` the quote's place in its market; `key`
    /// the pair's own sequence of chances.
    /// - Returns: above 0.
    static func weight(rank: Int, place: Int, key: UInt64) -> Double {
        // About 1 / rank^1.25, as turnovers of exchanges are spread; a root is exact, a power is not.
        let depth = Double(rank) + 1.5
        let quote = [1, 0.3, 0.12, 0.06][min(place, 3)]
        let luck = PortableMath.exp(0.6 * Chance.normal(Chance.bits(key, -4)))
        return quote * luck / (depth * depth.squareRoot().squareRoot())
    }
}
