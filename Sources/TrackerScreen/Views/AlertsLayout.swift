/// The places of everything in the view of alerts.
///
/// Wide screens show what fired beside the rules; on others a list has all of the room.
struct AlertsLayout: Hashable, Sendable {
    struct Part: Hashable, Sendable {
        var frame = Rect(.zero)
        var heads = Rect(.zero)
        var rows = Rect(.zero)
    }

    private(set) var parts: [AlertsView.Tab: Part] = [:]
    /// The rows below the list that has the focus: about its chosen row, or a question.
    private(set) var detail = Rect(.zero)
    let hasSides: Bool

    private static let widthOfTwo = 150

    /// `tab`: the list that has the focus.
    init(in size: Size, _ tab: AlertsView.Tab) {
        hasSides = BoardBox.hasSides(in: size)
        let whole = Rect(size)
        guard size.width >= Self.widthOfTwo, hasSides, tab != .channels else {
            place(tab, in: whole, isFocused: true)
            return
        }
        let (left, right) = whole.splitLeft(size.width * 3 / 5)
        place(.rules, in: left, isFocused: tab == .rules)
        place(.fired, in: right, isFocused: tab == .fired)
    }

    private mutating func place(_ tab: AlertsView.Tab, in frame: Rect, isFocused: Bool) {
        let inside = BoardBox.inside(frame, hasSides: hasSides)
        let (heads, below) = inside.splitTop(inside.height >= 5 ? 1 : 0)
        let (rows, detail) = below.splitBottom(
            below.height >= 8 ? 2 : below.height >= 2 ? 1 : 0)
        parts[tab] = Part(frame: frame, heads: heads, rows: rows)
        if isFocused { self.detail = detail }
    }

    /// The rows of a list; empty for one that is not shown.
    func rows(of tab: AlertsView.Tab) -> Rect { parts[tab]?.rows ?? Rect(.zero) }

    var rules: Rect { rows(of: .rules) }
}
