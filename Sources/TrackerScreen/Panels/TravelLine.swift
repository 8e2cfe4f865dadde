import TrackerEngine

/// The top line while the past is looked at: when, how long ago, and the keys that lead on.
struct TravelLine: Panel {
    let moment: Minute

    func draw(_ state: State, on canvas: inout Canvas) {
        let newest = state.snapshot.window.last
        let ago = moment.distance(to: newest)
        let clock = state.localTime.clock(at: moment.unixSeconds)
        let date = state.localTime.date(at: moment.unixSeconds)
        let away = ago < 60 ? "\(ago) min" : "\(ago / 60) h \(ago % 60) min"
        var x = canvas.write("\(clock) of \(date)", at: .zero, style: .strong.on(.selection))
        x += canvas.write("  \(away) ago ", at: Point(x, 0), style: .plain.on(.selection))
        let keys = keys(state)
        let width = keys.reduce(0) { $0 + $1.names.cellWidth + $1.does.cellWidth + 2 }
        let line = canvas.width - x - width - 1
        // The line goes first, then the keys.
        if line >= 12 {
            drawLine(from: x, columns: line, ago: ago, on: &canvas)
            x += line + 1
        }
        guard canvas.width - x >= width else { return }
        for key in keys {
            x += canvas.write(key.names, at: Point(x, 0), style: .key.on(.selection)) + 1
            x += canvas.write(key.does, at: Point(x, 0), style: .dim.on(.selection)) + 1
        }
    }

    /// The day as a line, with a dot at the moment.
    private func drawLine(from start: Int, columns: Int, ago: Int, on canvas: inout Canvas) {
        let place = (columns - 1) * max(0, Minute.perDay - 1 - ago) / (Minute.perDay - 1)
        for column in 0..<columns {
            let isPast = column <= place
            canvas.put(
                column == place ? canvas.symbols.dot : canvas.symbols.bar,
                at: Point(start + column, 0),
                style: (column == place ? Style.accent : isPast ? .plain : .dim).on(.selection))
        }
    }

    private func keys(_ state: State) -> [KeyHint] {
        let pairs: [([Action], String)] = [
            ([.travel(-1), .travel(1)], "minute"), ([.travel(-60), .travel(60)], "hour"),
            ([.travel(0)], "now"),
        ]
        return pairs.map { actions, word in
            (actions.compactMap { state.keys.sign($0) }.joined(separator: " "), word)
        }
    }
}
