import TrackerEngine

/// The top line: the program, how much there is, and as of when.
///
/// What it says of the past or of made-up prices stays longest, then the time.
struct HeaderPanel: Panel {
    func draw(_ state: State, on canvas: inout Canvas) {
        var right = canvas.width - 1
        if let moment = state.moment {
            canvas.fill(canvas.bounds, style: .plain.on(.selection))
            let start = drawSimulated(state, on: &canvas)
            let place = Rect(x: start, y: 0, width: right - start, height: 1)
            canvas.draw(in: place) { TravelLine(moment: moment).draw(state, on: &$0) }
            return
        }
        right -= drawClock(state, on: &canvas)
        let named = canvas.width >= 60 || !state.snapshot.isSimulated
        var x = 1
        if named {
            x += canvas.write("tracker-tui", at: Point(x, 0), style: .header.bold) + 2
        }
        x = drawSimulated(state, at: x, on: &canvas)
        right -= drawAlerts(state, left: x, right: right, on: &canvas)
        for text in TroubleText(state).forms where text.cellWidth + 3 <= right - x {
            right -= text.cellWidth + 3
            canvas.write(
                " \(text) ", at: Point(right + 1, 0), style: Style(.ink, .bold, on: .chipError))
            break
        }
        if canvas.width >= 100 { drawCounts(state, in: x..<right, on: &canvas) }
    }

    /// How many pairs there are, up and down; on wide screens also their median change.
    private func drawCounts(_ state: State, in room: Range<Int>, on canvas: inout Canvas) {
        let count = state.pairCounts.values.reduce(0, +)
        let pulse = state.window.pulse
        var pieces: [PaneTitle.Piece] = [
            ("\(Numbers.count(count)) \(count == 1 ? "pair" : "pairs")", .dim)
        ]
        if let median = pulse.median {
            let moves: [PaneTitle.Piece] = [
                (" ▲\(Numbers.count(pulse.up))", .rising),
                (" ▼\(Numbers.count(pulse.down))", .falling),
            ]
            pieces += moves
            let change = ChangeText(median)
            let more: [PaneTitle.Piece] = [("  median ", .dim), (change.text, change.style)]
            if canvas.width >= 120, Self.width(pieces + more) < room.count { pieces += more }
        }
        guard Self.width(pieces) < room.count else { return }
        var x = room.lowerBound
        for piece in pieces { x += canvas.write(piece.text, at: Point(x, 0), style: piece.style) }
    }

    private static func width(_ pieces: [PaneTitle.Piece]) -> Int {
        pieces.reduce(0) { $0 + $1.text.cellWidth }
    }

    /// Alerts that nobody has seen.
    ///
    /// - Returns: the columns that it takes at the right.
    private func drawAlerts(
        _ state: State, left: Int, right: Int, on canvas: inout Canvas
    ) -> Int {
        let count = state.snapshot.alerts.unseenCount
        guard count > 0 else { return 0 }
        let words = " ! \(Numbers.count(count)) \(count == 1 ? "alert" : "alerts") "
        for text in canvas.width >= 60 ? [words, " ! "] : [" !\(Numbers.count(count)) ", " ! "]
        where text.cellWidth + 2 <= right - left {
            canvas.write(
                text, at: Point(right - text.cellWidth - 1, 0), style: Style.accent.chip)
            return text.cellWidth + 2
        }
        return 0
    }

    /// - Returns: the first free column.
    private func drawSimulated(_ state: State, at x: Int = 1, on canvas: inout Canvas) -> Int {
        guard state.snapshot.isSimulated else { return x }
        return x + canvas.write(" SIMULATED ", at: Point(x, 0), style: .simulated) + 2
    }

    /// - Returns: the columns that it takes at the right.
    private func drawClock(_ state: State, on canvas: inout Canvas) -> Int {
        guard let newest = state.snapshot.window.newest else { return 0 }
        let clock = state.localTime.clock(at: newest.unixSeconds)
        let words = canvas.width >= 60 ? "as of " : ""
        let width = words.cellWidth + clock.cellWidth
        let x = canvas.write(words, at: Point(canvas.width - 1 - width, 0), style: .dim)
        canvas.write(clock, at: Point(canvas.width - 1 - width + x, 0), style: .strong)
        return width + 1
    }
}
