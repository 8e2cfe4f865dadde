/// What a key can mean outside of prompts and menus.
enum Action: Hashable, Sendable {
    case up, down, pageUp, pageDown, halfUp, halfDown, top, bottom
    case forward, back, escape, leave
    case nextPane, previousPane
    case pane(Pane)
    case filter, sort, reverse
    case star, group
    case chart(ChartAction)
    /// By so many minutes; with 0 back to now.
    case travel(Int)
    case poll, mouse, simulated, reload, settings, selfTest
    case restless, jump, grid, views
    case copy, save
    case help, health, redraw, suspend, quit
}

extension Action {
    /// What it is called in the configuration: `page-down`, `chart-zoom-in`, `hour-earlier`.
    var name: String {
        switch self {
        case .pane(let pane): "pane-\(pane.title.lowercased())"
        case .chart(let action): "chart-" + Self.dashed("\(action)")
        case .travel(0): "now"
        case .travel(let minutes):
            (minutes.magnitude == 1 ? "minute-" : "hour-") + (minutes < 0 ? "earlier" : "later")
        default: Self.dashed("\(self)")
        }
    }

    /// `zoomIn` as `zoom-in`.
    private static func dashed(_ name: String) -> String {
        name.reduce(into: "") { text, letter in
            text += letter.isUppercase ? "-" + letter.lowercased() : String(letter)
        }
    }
}
