import TrackerEngine

/// The top line: the program, how much there is, and as of when.
///
/// What it says of the past or of made-up prices stays longest, then the time.
struct HeaderPanel: Panel {
    func draw(_ state: State, on canvas: inout Canvas) {
        let plan = state.headerPlan(width: canvas.width)
        if let moment = state.moment {
            canvas.fill(canvas.bounds, style: .plain.on(.selection))
            let start = drawSimulated(state, at: 1, on: &canvas)
            let place = Rect(x: start, y: 0, width: canvas.width - 1 - start, height: 1)
            canvas.draw(in: place) { TravelLine(moment: moment).draw(state, on: &$0) }
            return
        }
        drawClock(plan, on: &canvas)
        if plan.isNamed {
            canvas.write(HeaderPlan.name, at: Point(1, 0), style: .header.bold)
        }
        drawSimulated(state, at: plan.simulated, on: &canvas)
        if let (text, column) = plan.alerts {
            canvas.write(text, at: Point(column, 0), style: Style.accent.chip)
        }
        let left = plan.room.lowerBound
        var right = plan.room.upperBound
        for text in TroubleText(state).forms where text.cellWidth + 3 <= right - left {
            right -= text.cellWidth + 3
            canvas.write(
                " \(text) ", at: Point(right + 1, 0), style: Style(.ink, .bold, on: .chipError))
            break
        }
        if canvas.width >= 100 { drawCounts(state, in: left..<right, on: &canvas) }
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

    /// - Returns: the first free column.
    @discardableResult
    private func drawSimulated(_ state: State, at x: Int, on canvas: inout Canvas) -> Int {
        guard state.snapshot.isSimulated else { return x }
        return x
            + canvas.write(HeaderPlan.simulatedSign, at: Point(x, 0), style: .simulated) + 2
    }

    private func drawClock(_ plan: HeaderPlan, on canvas: inout Canvas) {
        guard let (words, time) = plan.clock else { return }
        let start = canvas.width - 1 - words.cellWidth - time.cellWidth
        let x = canvas.write(words, at: Point(start, 0), style: .dim)
        canvas.write(time, at: Point(start + x, 0), style: .strong)
    }
}
