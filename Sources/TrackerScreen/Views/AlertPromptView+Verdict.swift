import TrackerEngine

// How often the rule would have fired.
extension AlertPromptView {
    func drawVerdict(_ state: State, on canvas: inout Canvas) {
        guard case .rule(let rule?) = reading else { return }
        guard BackTest.canTest(rule) else {
            canvas.write(
                "nobody keeps when sources failed: no test", at: Point(1, 0), style: .dim)
            return
        }
        guard let result else {
            canvas.write("testing the last 24 h …", at: Point(1, 0), style: .dim)
            return
        }
        let style: Style = result.fires.isEmpty ? .dim : .strong
        var x = 1 + canvas.write(Self.count(result), at: Point(1, 0), style: style)
        let tail = Self.tail(result, state, canvas.symbols)
        let room = canvas.width - x - tail.cellWidth - 1
        let times = Self.times(result.fires, state, room: room - 2)
        if !times.isEmpty { x += canvas.write(": \(times)", at: Point(x, 0)) }
        canvas.write(tail, at: Point(x, 0), style: .dim)
    }

    /// `fired 4 times in 24 h`.
    private static func count(_ result: AlertTestResult) -> String {
        let held = result.minutesHeld
        let time =
            held >= Minute.perDay || held == 0 ? "24 h" : "the \(Numbers.count(held)) min held"
        guard !result.fires.isEmpty else { return "never fired in \(time)" }
        return "fired \(AlertWords.times(result.fires.count)) in \(time)"
    }

    /// The newest times that there is room for.
    private static func times(_ fires: [Minute], _ state: State, room: Int) -> String {
        guard !fires.isEmpty else { return "" }
        // `02:11 `; an ellipsis for those that are left out.
        let most = (room + 1) / 6
        guard most > 0 else { return "" }
        let clocks = fires.map { state.localTime.clock(at: $0.unixSeconds) }
        if clocks.count <= most { return clocks.joined(separator: " ") }
        return most < 2 ? "" : "… " + clocks.suffix(most - 1).joined(separator: " ")
    }

    private static func tail(
        _ result: AlertTestResult, _ state: State, _ symbols: Symbols
    ) -> String {
        var parts: [String] = []
        if result.pairs.all != 1 {
            parts.append(
                "\(Numbers.count(result.pairs.fired)) of \(Numbers.count(result.pairs.all)) pairs")
            if let most = result.most {
                parts.append("most \(state.snapshot.title(of: most.instrument)) \(most.count)")
            }
        }
        if result.plainCount != result.fires.count {
            parts.append("without margin \(Numbers.count(result.plainCount))")
        }
        return parts.map { " \(symbols.separator) \($0)" }.joined()
    }
}
