// The keys that the bottom line shows.
extension State {
    /// The bottom line: the keys of the view that is open, else those of the pane in focus.
    var hints: [KeyHint] {
        if let overlay { return overlay.hints(in: keys) }
        if isEnlarged, !pairCounts.isEmpty { return enlargedHints }
        guard pairCounts.isEmpty else { return keys.hints(for: focus) }
        return keys.hints([
            (.poll, "poll"), (.view("health"), "sources"), (.simulated, "simulated day"),
            (.view("help"), "help"), (.leave, "quit"),
        ])
    }

    private var enlargedHints: [KeyHint] {
        func pair(_ word: String, of actions: [Action]) -> [KeyHint] {
            let signs = KeyName.signs(actions.compactMap { keys.keys(of: $0).first })
            return signs.map { [($0, word)] } ?? []
        }
        var hints = pair("cursor", of: [.chart(.earlier), .chart(.later)])
        hints += pair("hours", of: [.chart(.zoomIn), .chart(.zoomOut)])
        hints += keys.hints([
            (.chart(.candles), "candles"), (.chart(.axis), "scale"), (.chart(.mean), "mean"),
            (.chart(.priceMap), "price map"), (.chart(.mark), "mark"),
        ])
        hints += pair("next pair", of: [.move(.up), .move(.down)])
        hints += keys.hints([(.enlarge, "back"), (.view("help"), "help")])
        return hints
    }
}
