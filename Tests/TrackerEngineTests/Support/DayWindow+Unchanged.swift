@testable import TrackerEngine

extension DayWindow {
    /// Whether a market has the same prices here as in an earlier window of the same engine, and
    /// the window the same minutes: what was worked out for one is there for the other.
    func isUnchanged(_ market: Market, since earlier: DayWindow) -> Bool {
        guard let place = boards.places[market] else { return false }
        return last == earlier.last && place === earlier.boards.places[market]
    }
}
