/// The terminals of the dashboards that are open: they ring.
package struct TerminalSettings: ChannelPlan {
    package let signs: TerminalSigns

    package func outlets(
        named name: String, _ means: ChannelMeans
    ) -> [(name: String, channel: any AlertChannel)] {
        [(name, TerminalChannel())]
    }
}

/// How a terminal is told of an alert.
package enum TerminalSigns: String, Hashable, Sendable, CaseIterable {
    /// A ring, and no words.
    case bell
    /// A notification as iTerm2, WezTerm, foot and Windows Terminal know it.
    case osc9
    /// A notification as kitty knows it.
    case osc99
    /// A notification as urxvt, foot and VTE know it.
    case osc777
}

/// Nothing to be sent: each dashboard sees by itself what has fired, and rings.
struct TerminalChannel: AlertChannel {
    var place: String { "open dashboards" }

    func send(_ message: AlertMessage) async -> DeliveryReport {
        DeliveryReport(.accepted("left to open dashboards"))
    }
}

extension ChannelKind {
    static let terminal = ChannelKind(name: "terminal", keys: ["signs"], policy: .immediate) {
        $0.terminal()
    }
}

extension ChannelTable {
    fileprivate mutating func terminal() -> TerminalSettings? {
        guard let value = self["signs"] else { return TerminalSettings(signs: .bell) }
        guard case .text(let text) = value.value, let signs = TerminalSigns(rawValue: text) else {
            let names = TerminalSigns.allCases.map { "\"\($0.rawValue)\"" }
            fault("signs", "must be one of \(names.joined(separator: ", "))")
            return nil
        }
        return TerminalSettings(signs: signs)
    }
}
