import TrackerEngine

/// What stands in place of the chart while there is no price at all: why, and what can be done.
struct WaitPanel: Panel {
    func draw(_ state: State, on canvas: inout Canvas) {
        var lines: [(text: String, style: Style)] = [("No prices yet", .title), ("", .plain)]
        for source in state.snapshot.sources {
            lines += describe(source, state)
        }
        lines += [
            ("", .plain), ("r   ask again now", .plain),
            ("d   look around in a simulated day meanwhile", .plain),
            ("q   quit", .plain),
        ]
        let width = max(0, canvas.width - 4)
        var row = max(1, (canvas.height - lines.count) / 3)
        for line in lines {
            for text in Self.wrapped(line.text, width) {
                canvas.write(text, at: Point(2, row), style: line.style, width: width)
                row += 1
            }
        }
    }

    private func describe(
        _ source: SourceHealth, _ state: State
    ) -> [(text: String, style: Style)] {
        guard let failure = source.failure else {
            if case .following = state.snapshot.store {
                return [("Reading what another tracker-tui stores.", .plain)]
            }
            return [("Asking \(source.name) at \(source.address) …", .plain)]
        }
        let times = failure.times == 1 ? "once" : "\(failure.times) times"
        var lines: [(text: String, style: Style)] = [
            ("\(source.name) has failed \(times):", .plain), (failure.reason, .error),
        ]
        if let next = source.nextPoll {
            let time = state.localTime.clockWithSeconds(at: next.unixSeconds)
            lines.append(("It is tried again at \(time).", .plain))
        }
        return lines
    }

    /// Breaks a text at blanks.
    static func wrapped(_ text: String, _ width: Int) -> [String] {
        guard width > 0, text.cellWidth > width else { return [text] }
        var lines = [""]
        for word in text.split(separator: " ") {
            let line = lines[lines.count - 1]
            let longer = line.isEmpty ? String(word) : line + " " + word
            if longer.cellWidth <= width || line.isEmpty {
                lines[lines.count - 1] = longer
            } else {
                lines.append(String(word))
            }
        }
        return lines
    }
}
