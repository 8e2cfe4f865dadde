/// The doubt that a clock raises when it is set or jumps.
struct ClockDoubt: Sendable {
    /// The minute at which the clock was last set or jumped; `nil` once it has run on for a while.
    private var unsettled: Minute?
    /// Minutes up to this one may hold prices from before the clock was set back: new ones win.
    private var doubtful: Minute?

    /// The longest step of the clock that is no jump, in minutes: after a longer one the machine was
    /// asleep, or the clock was set.
    static let longestStep = 5
    /// The minutes for which the clock has to run before anything is forgotten: one that is set
    /// wrong and right again must not cost the day.
    static let settlingTime = 15

    /// Doubts a clock at its first minute too: that of a machine that has just started may be
    /// wrong.
    init(at minute: Minute) { unsettled = minute }

    /// Whether the clock has run for a while without a jump.
    var isSettled: Bool { unsettled == nil }

    /// Whether the prices of a minute may be from before the clock was set back.
    func doubts(_ minute: Minute) -> Bool { doubtful.map { minute <= $0 } ?? false }

    /// The clock has moved on to another minute.
    mutating func note(from old: Minute, to new: Minute) {
        if new < old {
            doubtful = max(doubtful ?? old, old)
            unsettled = new
        } else if old.distance(to: new) > Self.longestStep {
            unsettled = new
        }
        if let since = unsettled, since.distance(to: new) > Self.settlingTime { unsettled = nil }
    }
}
