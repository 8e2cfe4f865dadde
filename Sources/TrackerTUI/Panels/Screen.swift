/// The panels and their places.
///
/// To add one, write its file and give it a line here.
struct Screen {
    /// Draws everything anew on a blank canvas.
    func draw(_ state: State, symbols: Symbols) -> Canvas {
        var canvas = Canvas(state.size, symbols: symbols)
        let layout = state.layout
        canvas.draw(in: layout.header) { HeaderPanel().draw(state, on: &$0) }
        for (pane, rect) in layout.panes {
            canvas.draw(in: rect) { part in
                switch pane {
                case .markets: MarketsPanel().draw(state, on: &part)
                case .pairs: PairsPanel().draw(state, on: &part)
                case .chart: PairPanel().draw(state, on: &part)
                }
            }
        }
        for line in layout.separators { canvas.fill(line, with: symbols.vertical, style: .frame) }
        canvas.draw(in: layout.status) { StatusPanel().draw(state, on: &$0) }
        canvas.draw(in: layout.hints) { HintsPanel().draw(state, on: &$0) }
        canvas.draw(in: Rect(state.size)) { whole in
            switch state.overlay {
            case .none, .filter: break
            case .help: HelpPanel().draw(state, on: &whole)
            case .sortMenu: SortPanel().draw(state, on: &whole)
            }
        }
        return canvas
    }
}
