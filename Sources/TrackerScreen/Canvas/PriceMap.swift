/// How many minutes a price was at each row of a chart.
struct PriceMap: Sendable {
    /// The minutes of each row, the highest row first.
    let minutes: [Int]

    /// The share of all minutes that lies in the rows that stand out.
    private static let share = 0.7

    /// `minutes`: those of each row, the highest row first.
    init(_ minutes: [Int]) { self.minutes = minutes }

    /// The rows of the most minutes that hold most of all minutes, the one with the most first.
    var outstanding: [Int] {
        let all = minutes.reduce(0, +)
        var (found, held) = ([Int](), 0)
        for row in minutes.indices.sorted(by: { minutes[$0] > minutes[$1] }) {
            guard Double(held) < Double(all) * Self.share, minutes[row] > 0 else { break }
            found.append(row)
            held += minutes[row]
        }
        return found
    }

    /// Draws a bar a row: the longest in the accent, the others drawn back.
    func draw(on canvas: inout Canvas) {
        let most = minutes.max() ?? 0
        guard most > 0 else { return }
        let outstanding = outstanding
        for (row, count) in minutes.enumerated() where count > 0 {
            let style: Style =
                row == outstanding.first
                ? .accent : Style(outstanding.contains(row) ? .accentBack : .accentFarBack)
            canvas.draw(in: Rect(x: 0, y: row, width: canvas.width, height: 1)) {
                Bar(Double(count) / Double(most)).draw(on: &$0, style: style)
            }
        }
    }
}
