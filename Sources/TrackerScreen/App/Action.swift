/// The meaning of a key, in the panes and in the views that lie over them.
enum Action: Hashable, Sendable {
    case move(Move)
    case forward, back, escape, leave
    case nextPane, previousPane
    case pane(Pane)
    case reverse, star
    case chart(ChartAction)
    /// The chart alone, or the panes again.
    case enlarge
    /// Shows everything as it was so many minutes earlier (negative) or later; 0 is now.
    case travel(Int)
    case poll, mouse, simulated, reload
    case copy, save
    case redraw, suspend, quit

    /// Opens the view of this name, and closes it again.
    case view(String)

    // What only views have: the panes obey none of these.
    case choose, left, right
    case erase, eraseLine, older, newer
    /// An action of one view, by its name in the configuration: `restless-everywhere`.
    case own(String)
}

/// A step through a list, the same in every list of the program.
enum Move: CaseIterable, Hashable, Sendable {
    case up, down, pageUp, pageDown, halfUp, halfDown, top, bottom

    /// The row that the step leads to, within a list of `count` rows; 0 in an empty one.
    ///
    /// `page` is how many rows a page has.
    func row(from row: Int, page: Int, count: Int) -> Int {
        let target =
            switch self {
            case .up: row - 1
            case .down: row + 1
            case .pageUp: row - page
            case .pageDown: row + page
            case .halfUp: row - max(1, page / 2)
            case .halfDown: row + max(1, page / 2)
            case .top: 0
            case .bottom: count - 1
            }
        return max(0, min(target, count - 1))
    }
}

/// A change of the chart by a key.
enum ChartAction: Hashable, Sendable {
    case earlier, later, first, last, mark
    case zoomIn, zoomOut, panEarlier, panLater
    case candles, axis, pin
    case mean, priceMap
}

extension Action {
    /// The action's name in the configuration: `page-down`, `chart-zoom-in`, `hour-earlier`.
    var name: String {
        switch self {
        case .move(let move): Self.dashed("\(move)")
        case .pane(let pane): "pane-\(pane.title.lowercased())"
        case .chart(let action): "chart-" + Self.dashed("\(action)")
        case .travel(0): "now"
        case .travel(let minutes):
            (minutes.magnitude == 1 ? "minute-" : "hour-") + (minutes < 0 ? "earlier" : "later")
        case .view(let name), .own(let name): name
        case .forward, .back, .escape, .leave, .nextPane, .previousPane, .reverse, .star, .poll,
            .enlarge,
            .mouse, .simulated, .reload, .copy, .save, .redraw, .suspend, .quit, .choose, .left,
            .right, .erase, .eraseLine, .older, .newer:
            Self.dashed("\(self)")
        }
    }

    /// `zoomIn` as `zoom-in`.
    static func dashed(_ name: String) -> String {
        name.reduce(into: "") { text, letter in
            text += letter.isUppercase ? "-" + letter.lowercased() : String(letter)
        }
    }
}
