/// A share as a bar that grows to the right.
struct Bar: Hashable, Sendable {
    /// In [0, 1]; anything else is cut to it, NaN is 0.
    let share: Double

    init(_ share: Double) { self.share = share.isNaN ? 0 : min(max(0, share), 1) }

    /// Draws it on one row, with a faint track for the rest; a share above 0 always shows.
    func draw(
        on canvas: inout Canvas, at point: Point, width: Int, style: Style = .accent,
        track: Style = .dim
    ) {
        let signs = canvas.symbols.bars
        let room = max(0, min(width, canvas.width - point.x))
        let parts = share > 0 ? max(1, Int((share * Double(room * signs.count)).rounded())) : 0
        let (full, rest) = parts.quotientAndRemainder(dividingBy: signs.count)
        for column in 0..<room {
            let place = Point(point.x + column, point.y)
            if column < full {
                canvas.put(signs[signs.count - 1], at: place, style: style)
            } else if column == full, rest > 0 {
                canvas.put(signs[rest - 1], at: place, style: style)
            } else {
                canvas.put(canvas.symbols.track, at: place, style: track)
            }
        }
    }
}
