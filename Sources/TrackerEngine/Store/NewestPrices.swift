/// The newest price of each slot of a market, and its minute.
///
/// A price that comes after the one of its minute is the newest too, though no series has it.
struct NewestPrices: Sendable {
    /// The minute of each slot's newest price in the series; `never` for a slot without one.
    private(set) var minutes: [Minute] = []
    /// The newest price of each slot, even one that came after its minute's own; NaN for none.
    private(set) var amounts: [Double] = []
    /// The newest minute of all slots.
    private(set) var minute = Self.never
    /// The minute of a slot's amount, for the few slots in which it is newer than that of `minutes`.
    private var later: [Int: Minute] = [:]

    /// Before all minutes.
    static let never = Minute(index: .min)

    /// Makes room for a slot, the next one or one that is used again: it has no price.
    mutating func add(_ slot: Int) {
        if slot == minutes.count {
            minutes.append(Self.never)
            amounts.append(.nan)
        } else {
            minutes[slot] = Self.never
            amounts[slot] = .nan
        }
    }

    /// Notes a price of the series; one that is older than what is known changes nothing.
    mutating func note(_ amount: Double, of slot: Int, at minute: Minute) {
        guard minute >= minutes[slot] else { return }
        minutes[slot] = minute
        if minute > self.minute { self.minute = minute }
        amounts[slot] = amount
    }

    /// Notes a price that came after the one of its minute.
    mutating func noteLater(_ amount: Double, of slot: Int, at minute: Minute) {
        amounts[slot] = amount
        if minutes[slot] < minute { later[slot] = minute }
    }

    /// Notes a price that was fetched afterwards: a poll may have noted a newer one.
    mutating func noteFetched(_ amount: Double, of slot: Int, at minute: Minute) {
        guard minute > minutes[slot] else { return }
        minutes[slot] = minute
        if minute > self.minute { self.minute = minute }
        guard later[slot].map({ $0 < minute }) ?? true else { return }
        amounts[slot] = amount
    }

    /// Forgets the prices of slots; their minutes stay until the slot is used again.
    mutating func forget(_ slots: [Int]) {
        for slot in slots {
            amounts[slot] = .nan
            later[slot] = nil
        }
    }

    /// Forgets minutes of later prices that the series has caught up with.
    mutating func forgetCaughtUp() {
        if !later.isEmpty { later = later.filter { minutes[$0.key] < $0.value } }
    }
}
