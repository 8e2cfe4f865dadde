/// The parts of the screen that can have the focus, in the order of Tab.
enum Pane: Int, CaseIterable, Hashable, Sendable {
    case markets = 1
    case pairs
    case chart
    case movers

    /// The digit that leads to it.
    var digit: Character { Character("\(rawValue)") }

    var title: String {
        switch self {
        case .markets: "Markets"
        case .pairs: "Pairs"
        case .chart: "Chart"
        case .movers: "Movers"
        }
    }

    /// Steps around among some panes, which are in the order of Tab.
    func moved(by step: Int, among panes: [Pane]) -> Pane {
        guard !panes.isEmpty else { return self }
        let index = (panes.firstIndex(of: self) ?? 0) + step % panes.count + panes.count
        return panes[index % panes.count]
    }
}
