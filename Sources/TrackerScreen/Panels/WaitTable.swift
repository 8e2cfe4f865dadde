import TrackerEngine

/// The sources while there is no price: which of them fail, why, and when they are asked again.
struct WaitTable: Panel {
    private let summary: SourceSummary

    init(_ summary: SourceSummary) { self.summary = summary }

    private typealias Line = (text: String, style: Style)

    func draw(_ state: State, on canvas: inout Canvas) {
        let width = min(96, max(0, canvas.width - 2))
        let isTight = canvas.height < 16
        let blank: [Line] = isTight ? [] : [("", .plain)]
        let top: [Line] =
            [("No prices yet", .title)] + blank + told(state, width, most: isTight ? 8 : 24)
        let keys: [Line] = isTight ? [] : blank + WaitPanel.keys(state.keys).map { ($0, .plain) }
        let failing = summary.commonReason == nil ? summary.failing + summary.barred : []
        let room = max(0, canvas.height - top.count - keys.count - blank.count)
        let rows = failing.count <= room ? failing.count : max(0, room - 1)
        let more =
            room == 0 ? [] : Self.more(failing.count - rows, after: rows, in: state.keys)
        let gap = failing.isEmpty ? [] : blank
        let height = top.count + gap.count + rows + more.count + keys.count
        let place = Rect(
            x: (canvas.width - width) / 2, y: max(0, (canvas.height - height) / 3), width: width,
            height: canvas.height)
        canvas.draw(in: place) { part in
            write(top + gap, at: 0, on: &part)
            let start = top.count + gap.count
            drawTable(failing.prefix(rows), at: start, state, on: &part)
            write(more + keys, at: start + rows, on: &part)
        }
    }

    /// A line about hosts that have no row; `rows`: how many have one.
    private static func more(_ hidden: Int, after rows: Int, in keys: KeyTable) -> [Line] {
        guard hidden > 0 else { return [] }
        let why = keys.sign(.view("health"))
        return [
            rows == 0
                ? ("\(hidden) fail" + (why.map { ": \($0) shows why" } ?? ""), .dim)
                : ("and \(hidden) more" + (why.map { ": \($0) shows all" } ?? ""), .dim)
        ]
    }

    private func write(_ lines: [Line], at row: Int, on canvas: inout Canvas) {
        for (offset, line) in lines.enumerated() {
            canvas.write(
                line.text, at: Point(0, row + offset), style: line.style, width: canvas.width)
        }
    }

    // MARK: - What is said on top

    private func told(_ state: State, _ width: Int, most: Int) -> [Line] {
        if case .following = state.snapshot.store {
            return [("Reading what another tracker-tui stores.", .plain)]
        }
        var lines = failures(state, most: most)
        if !summary.ok.isEmpty {
            let names = SourceSummary.names(summary.ok, most: most)
            lines.insert(("Answered without a price: \(names).", .plain), at: 0)
        }
        if !summary.waiting.isEmpty {
            let names = SourceSummary.names(summary.waiting, most: most)
            lines.insert(("Polling \(names) …", .plain), at: 0)
        }
        return lines.flatMap { line in line.text.wrapped(width).map { ($0, line.style) } }
    }

    private func failures(_ state: State, most: Int) -> [Line] {
        if let reason = summary.commonReason {
            let next = summary.groups[0].next.map { "at " + state.clock($0) } ?? "now"
            let names = SourceSummary.names(summary.failing, most: most)
            return [
                (Self.sentence(reason, why: state.keys.sign(.view("health"))), .error),
                ("Next try \(next): \(names).", .plain),
            ]
        }
        let count = summary.failing.count + summary.barred.count
        guard count > 0 else { return [] }
        let give = count == 1 ? "gives" : "give"
        return [("\(count) of \(summary.count) exchanges \(give) no prices:", .plain)]
    }

    /// One reason for all of them says where to look.
    private static func sentence(_ reason: String, why: String?) -> String {
        if reason.hasPrefix("answered") { return "Every host \(reason)." }
        let ask =
            if reason.contains("proxy") {
                "Is the proxy right?" + (why.map { " \($0) shows it." } ?? "")
            } else if reason.contains("certificate") {
                "Is the clock right? Is something in between?"
            } else {
                "Is there a network?"
            }
        return "No host can be reached: \(reason). \(ask)"
    }

    // MARK: - A line a host

    private func drawTable(
        _ sources: ArraySlice<SourceHealth>, at row: Int, _ state: State, on canvas: inout Canvas
    ) {
        let longest = sources.map(\.host.cellWidth).max() ?? 0
        func next(_ source: SourceHealth) -> String {
            source.nextPoll.map { "next try \(state.clock($0))" } ?? "polled now"
        }
        let times = sources.map { next($0).cellWidth }.max() ?? 0
        let columns = TableLayout(
            [
                .init("", min(longest, 28, max(12, canvas.width / 3)), worth: 3),
                .init("", 12, worth: 2, grows: true), .init("", max(17, times), worth: 1),
            ], width: canvas.width)
        for (offset, source) in sources.enumerated() {
            columns.draw(
                [
                    (source.host, .strong),
                    (source.shortReason ?? "", SourceState(source, in: state.snapshot).style),
                    (next(source), .dim),
                ], at: Point(0, row + offset), on: &canvas)
        }
    }
}
