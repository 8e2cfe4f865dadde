import Testing

@testable import TrackerScreen

struct HelpViewTests {
    /// What each key does, put together again from its lines.
    private static func sentences(_ lines: [HelpText.Line]) -> [String] {
        lines.reduce(into: []) { sentences, line in
            guard case .key(let names, let does) = line else { return }
            if names.isEmpty, let last = sentences.popLast() {
                sentences.append(last + " " + does)
            } else {
                sentences.append(does)
            }
        }
    }

    @Test(arguments: [300, 52, 40, 20, 9, 0])
    func `what a key does is wrapped, and nothing of it is lost`(width: Int) throws {
        let state = try SampleState.state(120, 40)
        let whole = HelpText(state, width: 1000)
        let help = HelpText(state, width: width)
        #expect(Self.sentences(help.lines) == Self.sentences(whole.lines))
        for case .key(_, let does) in help.lines where width > 0 && does.contains(" ") {
            #expect(does.cellWidth <= width)
        }
    }

    @Test(arguments: [(80, 24), (120, 40), (200, 50), (60, 20)])
    func `no sentence of the help is cut, down to the last line`(width: Int, height: Int) throws {
        var state = try SampleState.state(width, height)
        state.press(.character("?"))
        var shown: [String] = []
        while case let rows = Screen().draw(state, symbols: .unicode).rows,
            shown.suffix(rows.count) != rows[...]
        {
            shown += rows
            state.press(.pageDown)
        }
        #expect(shown.contains { $0.contains("basis point") })
        let cut = shown.filter { $0.contains("│") && $0.contains("… │") }
        #expect(cut.isEmpty, "\(cut.first ?? "")")
    }
}
