/// A line with a mark on it: where something stands between the first place and the last.
struct RankBar: Sendable {
    /// The share that is marked, in [0, 1].
    private let share: Double

    init(_ share: Double) { self.share = min(max(share, 0), 1) }

    func draw(on canvas: inout Canvas, style: Style) {
        guard canvas.width > 0, canvas.height > 0 else { return }
        for x in 0..<canvas.width {
            canvas.put(canvas.symbols.track, at: Point(x, 0), style: .axis)
        }
        let place = Int((share * Double(canvas.width - 1)).rounded())
        let mark = canvas.symbols.isASCII ? "#" : canvas.symbols.bars.last ?? "#"
        canvas.put(mark, at: Point(place, 0), style: style)
    }
}
