import TrackerEngine

/// The line that always says: source, as of when, when next, store, port, what went wrong.
///
/// All times are clock times, so that nothing needs to be drawn between polls.
struct StatusPanel: Panel {
    func draw(_ state: State, on canvas: inout Canvas) {
        canvas.fill(canvas.bounds, style: .status)
        // Elsewhere it stands in place of the hints, so that this line always says the same things.
        if let notice = state.notice, state.layout.hints.isEmpty {
            canvas.write(
                notice, at: Point(1, 0), style: .notice, width: max(0, canvas.width - 1))
            return
        }
        // An error comes first: where the line is cut, it is seen all the same.
        var x = 1
        let parts = failures(state) + facts(state)
        for (index, part) in parts.enumerated() {
            if index > 0 {
                x += canvas.write(" \(canvas.symbols.separator) ", at: Point(x, 0), style: .status)
            }
            guard x < canvas.width else { return }
            let width = min(part.text.cellWidth, canvas.width - x)
            x += canvas.write(part.text, at: Point(x, 0), style: part.style, width: width)
        }
    }

    private typealias Part = (text: String, style: Style)

    private func failures(_ state: State) -> [Part] {
        var parts: [Part] = []
        for source in state.snapshot.sources {
            guard let failure = source.failure else { continue }
            let next = source.nextPoll.map { ", next try \(seconds($0, state))" } ?? ""
            parts.append((failure.reason + next, .error))
        }
        if case .failing(_, let reason) = state.snapshot.store {
            parts.append((reason + "; running on memory", .error))
        }
        return parts
    }

    private func facts(_ state: State) -> [Part] {
        var parts: [Part] = []
        for source in state.snapshot.sources { parts.append((sourceText(source, state), .status)) }
        if let newest = state.snapshot.window.newest {
            parts.append(("as of \(state.localTime.clock(at: newest.unixSeconds))", .status))
        }
        if let next = state.snapshot.sources.compactMap(\.nextPoll).min(),
            state.snapshot.sources.allSatisfy({ $0.failure == nil })
        {
            parts.append(("next \(seconds(next, state))", .status))
        }
        parts.append((storeText(state), .status))
        if let notice = state.snapshot.notice { parts.append((notice, .warning)) }
        if let port = state.port { parts.append(("port \(port)", .status)) }
        let rejected = state.snapshot.sources.reduce(0) { $0 + $1.rejected }
        if rejected > 0 {
            let reason = state.snapshot.sources.compactMap(\.firstRejection).first ?? ""
            parts.append(("\(Numbers.count(rejected)) entries left out: \(reason)", .warning))
        }
        return parts
    }

    private func sourceText(_ source: SourceHealth, _ state: State) -> String {
        if case .following = state.snapshot.store { return source.name }
        return source.address.isEmpty ? source.name : "\(source.name) \(source.address)"
    }

    private func storeText(_ state: State) -> String {
        switch state.snapshot.store {
        case .memory(let reason): "not stored: \(reason)"
        case .writing(_, let through?):
            "stored to \(state.localTime.clock(at: through.unixSeconds))"
        case .writing: "store open"
        case .following: "reading what another tracker-tui stores"
        case .failing: "not stored"
        }
    }

    /// With seconds only where they are not 0.
    private func seconds(_ time: Timestamp, _ state: State) -> String {
        time.unixSeconds % 60 == 0
            ? state.localTime.clock(at: time.unixSeconds)
            : state.localTime.clockWithSeconds(at: time.unixSeconds)
    }
}
