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
        let parts = parts(state, width: canvas.width)
        for (index, part) in parts.enumerated() {
            if index > 0 {
                // A separator at the very end says nothing.
                guard x + 4 < canvas.width else { return }
                x += canvas.write(" \(canvas.symbols.separator) ", at: Point(x, 0), style: .status)
            }
            guard x < canvas.width else { return }
            let width = min(part.text.cellWidth, canvas.width - x)
            x += canvas.write(part.text, at: Point(x, 0), style: part.style, width: width)
        }
    }

    typealias Part = (text: String, style: Style)

    private func parts(_ state: State, width: Int) -> [Part] {
        guard let moment = state.moment else { return partsOfNow(state, width: width) }
        // Also where there is no room for the header: nobody shall take the past for now.
        let clock = state.localTime.clock(at: moment.unixSeconds)
        let now = state.keys.sign(.travel(0)).map { ", \($0) is now" } ?? ""
        let words = "as it was at \(clock)\(now)"
        return [(words, .simulated)] + partsOfNow(state, width: width - words.cellWidth - 3)
    }

    private func partsOfNow(_ state: State, width: Int) -> [Part] {
        let times = times(state)
        guard state.snapshot.sources.count > 1 else {
            return failures(state) + storeFailure(state)
                + state.snapshot.sources.map { (sourceText($0, state), .status) } + times
                + facts(state)
        }
        let summary = SourceSummary(state.snapshot)
        let store = storeFailure(state)
        // What is never cut off for the sake of a reason: the times.
        let kept = (store + times).reduce(0) { $0 + $1.text.cellWidth + 3 }
        let why = state.keys.sign(.view("health"))
        return SourcesText(summary: summary, room: width - 1 - kept, why: why) {
            seconds($0, state)
        }.parts
            + store + times + barred(summary) + facts(state)
    }

    private func failures(_ state: State) -> [Part] {
        state.snapshot.sources.compactMap { source in
            source.failure.map { failure in
                let next = source.nextPoll.map { ", next try \(seconds($0, state))" } ?? ""
                return (failure.reason + next, failure.isBarred ? .warning : .error)
            }
        }
    }

    private func storeFailure(_ state: State) -> [Part] {
        guard case .failing(let place, let reason) = state.snapshot.store else { return [] }
        // The point first, and no path before the reason: the line may be cut.
        return [("running on memory: " + reason.replacing(" " + place, with: ""), .error)]
    }

    private func barred(_ summary: SourceSummary) -> [Part] {
        summary.barred.isEmpty
            ? [] : [(SourceSummary.names(summary.barred) + " barred here", .warning)]
    }

    /// The times: of the newest prices, and of the next poll of a source that answers.
    private func times(_ state: State) -> [Part] {
        var parts: [Part] = []
        if let loading = state.snapshot.loading {
            let (read, all) = (Numbers.count(loading.read), Numbers.count(loading.all))
            let how = loading.all > 0 ? ": \(read) of \(all) pairs" : ""
            parts.append(("reading the day" + how, .status))
        }
        if let newest = state.snapshot.window.newest {
            parts.append(("as of \(state.localTime.clock(at: newest.unixSeconds))", .status))
        }
        let well = state.snapshot.sources.filter { $0.failure == nil }
        if let next = well.compactMap(\.nextPoll).min() {
            parts.append(("next \(seconds(next, state))", .status))
        }
        return parts
    }

    private func facts(_ state: State) -> [Part] {
        let history = HistoryText(state)
        var parts: [Part] = history.progress.map { [($0, .status)] } ?? []
        parts.append((storeText(state), .status))
        if let failure = history.failure { parts.append((failure, .warning)) }
        if let notice = state.snapshot.notice { parts.append((notice, .warning)) }
        if let port = state.surroundings.port { parts.append(("port \(port)", .status)) }
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

    /// A clock time, with seconds only if they are not 0.
    private func seconds(_ time: Timestamp, _ state: State) -> String {
        if let dated = state.tomorrow(time) { return dated }
        return time.unixSeconds % 60 == 0
            ? state.localTime.clock(at: time.unixSeconds)
            : state.localTime.clockWithSeconds(at: time.unixSeconds)
    }
}
