/// The newest minutes one by one: whether the price rose, fell or stood still in each.
struct TickTape: Hashable, Sendable {
    /// The moves of the minutes, oldest first; NaN where one of the two prices is missing.
    private let moves: [Double]
    /// The move from which a minute stands out.
    private let large: Double

    /// How many minutes it shows.
    static let minutes = 30
    /// A move this many times the usual stands out: a colour for each would say nothing.
    private static let outstanding = 3.0

    /// The tape of the end of a series of minutes; what is not a price is a hole.
    init(_ amounts: [Double]) {
        let count = min(Self.minutes, max(0, amounts.count - 1))
        moves = (amounts.count - count..<amounts.count).map { place in
            let (before, now) = (amounts[place - 1], amounts[place])
            return before > 0 && now > 0 && now.isFinite ? now / before - 1 : .nan
        }
        let sizes = moves.map(\.magnitude).filter { $0 > 0 }.sorted()
        large = sizes.isEmpty ? .infinity : sizes[sizes.count / 2] * Self.outstanding
    }

    /// The columns that it has something for.
    var width: Int { moves.count }

    /// Draws it with the newest minute at the right edge, as many as there is room for.
    func draw(on canvas: inout Canvas) {
        let symbols = canvas.symbols
        for (place, move) in moves.suffix(canvas.width).enumerated() {
            let x = canvas.width - min(moves.count, canvas.width) + place
            let sign = move > 0 ? symbols.rose : move < 0 ? symbols.fell : symbols.hole
            let style: Style =
                move.magnitude > large ? (move > 0 ? .rising : .falling) : .dim
            canvas.put(sign, at: Point(x, 0), style: style)
        }
    }
}
