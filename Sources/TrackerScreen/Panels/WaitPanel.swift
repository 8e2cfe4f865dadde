import TrackerEngine

/// The panel in place of the panes while there is no price at all: why, and what can be done.
struct WaitPanel: Panel {
    func draw(_ state: State, on canvas: inout Canvas) {
        // For some milliseconds; nobody has been asked yet.
        if state.snapshot.loading != nil { return drawReading(on: &canvas) }
        guard state.snapshot.sources.count <= 1 else {
            return WaitTable(SourceSummary(state.snapshot)).draw(state, on: &canvas)
        }
        var lines: [(text: String, style: Style)] = [("No prices yet", .title), ("", .plain)]
        for source in state.snapshot.sources {
            lines += describe(source, state)
        }
        if state.snapshot.sources.contains(where: { $0.address == "api.cryptowat.ch" }) {
            let text =
                "Cryptowatch itself was shut down in 2023. With --cryptowatch-url you can use a "
                + "server that speaks its protocol."
            lines += [("", .plain), (text, .plain)]
        }
        lines += [("", .plain)] + Self.keys(state.keys).map { ($0, .plain) }
        let width = min(64, max(0, canvas.width - 2))
        let shown = lines.flatMap { line in
            line.text.wrapped(width).map { ($0, line.style) }
        }
        // Where rows are few they are for words.
        let isTight = shown.count > canvas.height
        let rows = isTight ? shown.filter { !$0.0.isEmpty } : shown
        let left = (canvas.width - width) / 2
        let top = max(0, (canvas.height - shown.count) / 3)
        for (row, line) in rows.enumerated() {
            canvas.write(line.0, at: Point(left, top + row), style: line.1, width: width)
        }
    }

    private func drawReading(on canvas: inout Canvas) {
        let words = "Reading the stored day…"
        let left = max(0, (canvas.width - words.count) / 2)
        canvas.write(words, at: Point(left, canvas.height / 3), style: .title)
    }

    /// The keys that help here, a line each.
    static func keys(_ table: KeyTable) -> [String] {
        table.hints([
            (.poll, "poll again now"), (.simulated, "look at a simulated day meanwhile"),
            (.view("health"), "see the sources, their requests and errors"), (.leave, "quit"),
        ]).map { hint in
            let gap = String(repeating: " ", count: max(1, 4 - hint.names.cellWidth))
            return hint.names + gap + hint.does
        }
    }

    private func describe(
        _ source: SourceHealth, _ state: State
    ) -> [(text: String, style: Style)] {
        guard let failure = source.failure else {
            if case .following = state.snapshot.store {
                return [("Reading what another tracker-tui stores.", .plain)]
            }
            return [("Polling \(source.name) at \(source.address) …", .plain)]
        }
        let times = failure.times == 1 ? "once" : "\(failure.times) times"
        var lines: [(text: String, style: Style)] = [
            ("\(source.name) has failed \(times):", .plain), (failure.reason, .error),
        ]
        let time = source.nextPoll.map { "at " + state.clock($0) }
        lines.append(("Next try \(time ?? "now").", .plain))
        return lines
    }
}
