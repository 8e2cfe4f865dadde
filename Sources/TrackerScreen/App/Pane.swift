/// The parts of the screen that can have the focus, in the order of Tab.
enum Pane: Int, CaseIterable, Hashable, Sendable {
    case markets = 1
    case pairs
    case chart

    /// The digit that leads to it.
    var digit: Character { Character("\(rawValue)") }

    var title: String {
        switch self {
        case .markets: "Markets"
        case .pairs: "Pairs"
        case .chart: "Chart"
        }
    }

    /// Steps around, in the order of Tab.
    func moved(by step: Int) -> Pane {
        let count = Pane.allCases.count
        let index = (rawValue - 1 + step % count + count) % count
        return Pane.allCases[index]
    }
}
