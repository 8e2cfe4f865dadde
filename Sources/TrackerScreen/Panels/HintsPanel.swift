import TrackerEngine

/// The bottom line: the keys of what has the focus, or a notice; what goes on at the right.
struct HintsPanel: Panel {
    func draw(_ state: State, on canvas: inout Canvas) {
        if let notice = state.notice {
            canvas.write(notice, at: Point(1, 0), style: .notice, width: max(0, canvas.width - 1))
            return
        }
        // How to get help and how to get out is always there.
        let symbols = canvas.symbols
        let hints = state.hints.map { (names: KeyName.shown($0.names, in: symbols), does: $0.does) }
        let last = hints.suffix(2)
        let kept = last.reduce(0) { $0 + Self.width($1) + 2 }
        // Who types a line wants its keys.
        let isTyping = state.overlay.map { type(of: $0).extent == .foot } ?? false
        let right =
            isTyping
            ? 0
            : drawFacts(
                state, room: canvas.width - 2 - max(kept, canvas.width / 2), on: &canvas)
        let room = canvas.width - right
        var x = 1
        for hint in hints.dropLast(2) {
            guard x + Self.width(hint) + kept < room else { break }
            Self.write(hint, at: &x, on: &canvas)
        }
        // The way out is the last one: without room for both the other one goes.
        for (place, hint) in last.enumerated() {
            let after = last.dropFirst(place + 1).reduce(0) { $0 + 2 + Self.width($1) }
            guard x + Self.width(hint) + after < room else { continue }
            Self.write(hint, at: &x, on: &canvas)
        }
    }

    /// The facts that fit, the first one cut if it does not.
    ///
    /// - Returns: the columns that they take at the right.
    private func drawFacts(_ state: State, room: Int, on canvas: inout Canvas) -> Int {
        var shown: [FactsText.Fact] = []
        var width = 0
        for fact in FactsText(state, width: canvas.width).facts {
            let own = fact.text.cellWidth + (shown.isEmpty ? 0 : 3)
            guard width + own <= room else {
                if shown.isEmpty, room > 12 {
                    shown.append((fact.text.cut(to: room), fact.style))
                    width = room
                }
                break
            }
            shown.append(fact)
            width += own
        }
        var x = canvas.width - 1 - width
        for (place, fact) in shown.enumerated() {
            if place > 0 {
                x += canvas.write(" \(canvas.symbols.separator) ", at: Point(x, 0), style: .dim)
            }
            x += canvas.write(fact.text, at: Point(x, 0), style: fact.style)
        }
        return shown.isEmpty ? 0 : width + 3
    }

    private static func width(_ hint: KeyHint) -> Int {
        hint.names.cellWidth + 1 + hint.does.cellWidth
    }

    private static func write(_ hint: KeyHint, at x: inout Int, on canvas: inout Canvas) {
        x += canvas.write(hint.names, at: Point(x, 0), style: .key) + 1
        x += canvas.write(hint.does, at: Point(x, 0), style: .dim) + 2
    }
}
