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
        if extent != .body {
            drawBehind(state, on: &canvas)
            if extent == .over, state.surroundings.terminal.colours >= 256 {
                canvas.restyle(layout.body) { _ in .frame }
            }
        }

        if extent != .line {
            canvas.draw(in: layout.hints) { HintsPanel().draw(state, on: &$0) }
        }
        guard let overlay = state.overlay else { return canvas }
        canvas.mustFollow()
        let place =
            switch type(of: overlay).extent {
            case .body, .over: layout.body
            case .foot: layout.foot
            case .line: layout.hints
            }
        canvas.draw(in: place) { overlay.draw(state, on: &$0) }
        return canvas
    }

    /// Draws what is behind the view: the view that it was opened from, or the panes.
    private func drawBehind(_ state: State, on canvas: inout Canvas) {
        guard let covered = state.covered, type(of: covered).extent == .body else {
            return drawBody(state, on: &canvas)
        }
        canvas.draw(in: state.layout.body) { covered.draw(state, on: &$0) }
    }

    private func drawBody(_ state: State, on canvas: inout Canvas) {
        guard !state.pairCounts.isEmpty else {
            return canvas.draw(in: state.layout.body) { WaitPanel().draw(state, on: &$0) }
        }
        for (pane, rect) in state.layout.panes {
            canvas.draw(in: rect) { box(of: pane, state).draw(on: &$0) }
            canvas.draw(in: state.layout.inside(pane)) { part in
                switch pane {
                case .markets: MarketsPanel().draw(state, on: &part)
                case .pairs: PairsPanel().draw(state, on: &part)
                case .chart: PairPanel().draw(state, on: &part)
                case .movers: MoversPanel().draw(state, on: &part)
                }
            }
        }
    }

    private func box(of pane: Pane, _ state: State) -> PaneBox {
        var box = PaneBox(
            title: state.title(of: pane), digit: pane.rawValue, isFocused: state.focus == pane,
            hasSides: state.layout.hasSides)
        let rows = state.layout.rows(of: pane).height
        let (top, count) =
            switch pane {
            case .markets: (state.tops.markets, state.listings.count)
            case .pairs: (state.tops.pairs, state.pairList.count)
            case .chart, .movers: (0, 0)
            }
        box.seen = (top..<min(count, top + rows), count)
        return box
    }
}
