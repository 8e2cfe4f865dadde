/// A pair on several markets: how far each price is from that of one of them.
///
///     let board = SpreadBoard(of: [onBinance, onOKX], against: onKraken, in: window)
///     print(board.cheapest?.instrument.market.name ?? "none", board.widest?.bp ?? 0)
package struct SpreadBoard: Sendable {
    /// A market of the pair.
    package struct Row: Sendable {
        package let instrument: Instrument
        /// The newest price of the window; `nil` without one.
        package let last: Price?
        /// Its distance from the reference through the window; `nil` for the reference itself, and
        /// where one of the two has no price.
        package let spread: SpreadSeries?
        /// The age of the older one of the two newest prices; `nil` if one of them has none.
        package let age: PriceAge?
        /// The distance of the newest prices, in basis points, 0 for the reference; `nil` where it is
        /// not known, or one of them is old.
        package let now: Double?

        fileprivate init(
            _ instrument: Instrument, against reference: (Instrument, Series?), in window: DayWindow
        ) {
            self.instrument = instrument
            let latest = window.latest(of: instrument)
            last = latest?.price
            guard instrument != reference.0 else {
                spread = nil
                age = PriceAge(of: instrument, in: window)
                now = age.flatMap { $0.isOld ? nil : 0 }
                return
            }
            spread = reference.1.flatMap { base in
                window.series(of: instrument).map { SpreadSeries(of: $0, against: base) }
            }
            guard let latest, let base = window.latest(of: reference.0) else {
                (age, now) = (nil, nil)
                return
            }
            let older = min(latest.minute, base.minute)
            let age = PriceAge(minutes: older.distance(to: window.last))
            let distance = SpreadSeries.distance(of: latest.price.amount, from: base.price.amount)
            self.age = age
            now = age.isOld || !distance.isFinite ? nil : distance
        }
    }

    package let reference: Instrument
    /// The cheapest first, the reference among them; then those without a distance now, by market.
    package let rows: [Row]
    /// The largest distance of the window; `nil` without any.
    package let widest: (instrument: Instrument, minute: Minute, bp: Double)?

    /// Compares a pair on other markets with that of a reference.
    ///
    /// Cost: about 60 µs a market.
    package init(of others: [Instrument], against reference: Instrument, in window: DayWindow) {
        self.reference = reference
        let base = (reference, window.series(of: reference))
        rows = ([reference] + others.filter { $0 != reference })
            .map { Row($0, against: base, in: window) }
            .sorted { one, other in
                guard one.now != other.now else {
                    return one.instrument.market < other.instrument.market
                }
                return (one.now ?? .infinity) < (other.now ?? .infinity)
            }
        widest = rows.compactMap { row in
            row.spread?.widest.map { (row.instrument, $0.minute, $0.bp) }
        }.max { $0.2.magnitude < $1.2.magnitude }
    }

    /// The rows but the reference.
    package var others: [Row] { rows.filter { $0.instrument != reference } }

    /// The markets that sell for the least and the most now; `nil` with fewer than two prices.
    package var cheapest: Row? { isPriced ? rows.first : nil }
    package var dearest: Row? { isPriced ? rows.last { $0.now != nil } : nil }

    private var isPriced: Bool { rows.count { $0.now != nil } > 1 }
}
