import TrackerEngine

/// The panels and their places.
///
/// To add one, write its file and give it a line here.
package struct Screen {
    package init() {}

    /// Draws everything anew on a blank canvas.
    package func draw(_ state: State, symbols: Symbols) -> Canvas {
        var canvas = Canvas(state.size, symbols: symbols)
        let layout = state.layout
        canvas.draw(in: layout.header) { HeaderPanel().draw(state, on: &$0) }
        if case .health = state.overlay {
            canvas.draw(in: layout.body) { HealthPanel().draw(state, on: &$0) }
        } else if case .restless = state.overlay {
            canvas.draw(in: layout.body) { RestlessPanel().draw(state, on: &$0) }
        } else if case .selfTest = state.overlay {
            canvas.draw(in: layout.body) { SelfTestPanel().draw(state, on: &$0) }
        } else if case .grid = state.overlay {
            canvas.draw(in: layout.body) { GridPanel().draw(state, on: &$0) }
        } else if state.pairCounts.isEmpty {
            canvas.draw(in: layout.body) { WaitPanel().draw(state, on: &$0) }
        } else {
            drawPanes(state, on: &canvas)
        }
        canvas.draw(in: layout.status) { StatusPanel().draw(state, on: &$0) }
        canvas.draw(in: layout.hints) { HintsPanel().draw(state, on: &$0) }
        canvas.draw(in: Rect(state.size)) { whole in
            switch state.overlay {
            case .none, .filter, .group, .health, .restless, .grid, .selfTest: break
            case .help: HelpPanel().draw(state, on: &whole)
            case .jump: JumpPanel().draw(state, on: &whole)
            case .settings: SettingsPanel().draw(state, on: &whole)
            case .views: ViewsPanel().draw(state, on: &whole)
            case .sortMenu: SortPanel().draw(state, on: &whole)
            }
        }
        return canvas
    }

    private func drawPanes(_ state: State, on canvas: inout Canvas) {
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
