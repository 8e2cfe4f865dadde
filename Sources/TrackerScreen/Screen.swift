import TrackerEngine

/// The whole screen: its lines, the panes or what stands in their place, and the view over them.
package struct Screen: Sendable {
    package init() {}

    /// Draws everything anew on a blank canvas.
    ///
    /// Cost: O(cells), and the unpacking of one series.
    package func draw(_ state: State, symbols: Symbols) -> Canvas {
        var canvas = Canvas(state.size, symbols: symbols)
        let layout = state.layout
        canvas.draw(in: layout.header) { HeaderPanel().draw(state, on: &$0) }
        let extent = state.overlay.map { type(of: $0).extent }
        if extent != .body { drawBody(state, on: &canvas) }
        canvas.draw(in: layout.status) { StatusPanel().draw(state, on: &$0) }
        if extent != .line {
            canvas.draw(in: layout.hints) { HintsPanel().draw(state, on: &$0) }
        }
        guard let overlay = state.overlay else { return canvas }
        let place =
            switch type(of: overlay).extent {
            case .body: layout.body
            case .over: Rect(state.size)
            case .line: layout.hints
            }
        canvas.draw(in: place) { overlay.draw(state, on: &$0) }
        return canvas
    }

    private func drawBody(_ state: State, on canvas: inout Canvas) {
        guard !state.pairCounts.isEmpty else {
            return canvas.draw(in: state.layout.body) { WaitPanel().draw(state, on: &$0) }
        }
        for (pane, rect) in state.layout.panes {
            canvas.draw(in: rect) { part in
                switch pane {
                case .markets: MarketsPanel().draw(state, on: &part)
                case .pairs: PairsPanel().draw(state, on: &part)
                case .chart: PairPanel().draw(state, on: &part)
                }
            }
        }
        let line = canvas.symbols.vertical
        for place in state.layout.separators { canvas.fill(place, with: line, style: .frame) }
    }
}
