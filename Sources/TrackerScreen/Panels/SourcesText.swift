import TrackerEngine

/// The state of several sources for a line: `8 of 10 ok`, and the first failures in short.
struct SourcesText {
    let summary: SourceSummary
    /// The columns that it may take; a reason is cut to them, the count of the sources is not.
    let room: Int
    /// The key that shows more, `nil` where there is none.
    let why: String?
    let clock: (Timestamp) -> String

    var parts: [StatusPanel.Part] {
        let answering = summary.ok.count
        guard summary.failing.isEmpty, summary.barred.isEmpty else {
            let asked = summary.waiting.isEmpty ? "" : ", \(summary.waiting.count) asked"
            let head = "\(answering) of \(summary.count) ok\(asked)"
            let style: Style = summary.failing.isEmpty ? .status : .error
            return [(head, style)] + failures(room: room - head.cellWidth)
        }
        guard !summary.waiting.isEmpty else { return [("\(summary.count) exchanges", .status)] }
        return [("asking \(summary.waiting.count) of \(summary.count) exchanges", .status)]
    }

    private static let gap = 3

    /// The reasons that there is room for, the first one at any rate; then the key that shows more.
    private func failures(room: Int) -> [StatusPanel.Part] {
        var left = room
        var parts: [StatusPanel.Part] = []
        for group in summary.groups.prefix(3) {
            let forms = forms(group)
            let fitting = forms.first { $0.cellWidth + Self.gap <= left }
            guard parts.isEmpty || fitting != nil else { break }
            let shown = fitting ?? cut(forms[forms.count - 1], to: left - Self.gap)
            parts.append((shown, .error))
            left -= shown.cellWidth + Self.gap
        }
        if !parts.isEmpty, let hint = why.map({ "\($0): why" }), hint.cellWidth + Self.gap <= left {
            parts.append((hint, .key))
        }
        return parts
    }

    /// The group in words, the longest form first.
    private func forms(_ group: SourceSummary.Group) -> [String] {
        let reason = "\(SourceSummary.names(group.sources)): \(group.reason)"
        let short = "\(SourceSummary.names(group.sources, most: 2)): \(group.reason)"
        return (group.next.map { ["\(reason), next try \(clock($0))"] } ?? []) + [reason, short]
    }

    /// The columns below which the end of the line is cut instead.
    private static let least = 24

    private func cut(_ text: String, to columns: Int) -> String {
        columns < Self.least ? text : text.cut(to: columns)
    }
}

extension String {
    /// The text in at most so many columns, with an ellipsis if it is cut.
    func cut(to columns: Int) -> String {
        guard cellWidth > columns else { return self }
        var (text, width) = ("", 0)
        for character in self {
            width += String(character).cellWidth
            guard width < columns else { break }
            text.append(character)
        }
        while text.last == " " { text.removeLast() }
        return text + "…"
    }
}
