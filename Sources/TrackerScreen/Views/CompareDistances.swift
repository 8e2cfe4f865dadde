import TrackerEngine

/// How many minutes of the day a market was how far from the reference: a bar a distance.
struct CompareDistances {
    let row: SpreadBoard.Row

    /// The rows that it takes at least and at the most, with the words over it and the axis.
    static let rows = (least: 7, most: 11)
    private static let mostBins = 21
    /// The columns of a bar.
    private static let bar = 2

    func draw(on canvas: inout Canvas) {
        let room = (canvas.width - 4) / Self.bar
        let count = min(Self.mostBins, room - (room + 1) % 2)
        guard count >= 5, canvas.height >= Self.rows.least, let spread = row.spread,
            spread.known > 0
        else { return }
        canvas.write(
            "minutes by distance of \(row.instrument.market.name)", at: Point(2, 0), style: .label)
        let width = Self.width(spread, bins: count)
        let place = Rect(x: 2, y: 1, width: count * Self.bar, height: canvas.height - 3)
        canvas.draw(in: place) { drawBars(spread, count, width, on: &$0) }
        let below = Rect(x: 2, y: place.bottom, width: canvas.width - 2, height: 2)
        canvas.draw(in: below) { drawAxis(count, width, on: &$0) }
    }

    /// The round width of a bin with which nearly all minutes are between the ends.
    private static func width(_ spread: SpreadSeries, bins: Int) -> Double {
        let least = (spread.quantile99 ?? 0) / Double(bins / 2)
        return RoundSize.above(least, steps: [1, 2, 5, 10], from: 0.1)
    }

    private func drawBars(
        _ spread: SpreadSeries, _ count: Int, _ width: Double, on canvas: inout Canvas
    ) {
        let minutes = spread.minutes(inBins: count, of: width)
        let most = minutes.max() ?? 0
        let own = row.now.map { SpreadSeries.bin(of: $0, among: count, of: width) }
        for (bin, number) in minutes.enumerated() where number > 0 {
            let isWide = Double(abs(bin - count / 2)) * width > SpreadSeries.limit
            let style: Style = isWide ? .warning : bin == own ? .accent : .dim
            let column = Rect(
                x: bin * Self.bar, y: 0, width: Self.bar, height: canvas.height)
            canvas.draw(in: column) {
                RisingBar(Double(number) / Double(most)).draw(on: &$0, style: style)
            }
        }
    }

    /// The line below the bars, and the distances of the ends and the middle.
    private func drawAxis(_ count: Int, _ width: Double, on canvas: inout Canvas) {
        let columns = count * Self.bar
        canvas.fill(
            Rect(x: 0, y: 0, width: columns, height: 1), with: canvas.symbols.horizontal,
            style: .axis)
        let text = RoundSize.text(Double(count / 2) * width)
        canvas.write(Numbers.minus + text, at: Point(0, 1), style: .axis)
        canvas.write("0", at: Point(columns / 2 - 1, 1), style: .axis)
        let right = "+\(text) bp"
        canvas.write(right, at: Point(max(0, columns - right.count), 1), style: .axis)
    }
}
