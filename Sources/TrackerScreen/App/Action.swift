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
    case poll, mouse, simulated
    case restless, jump, grid, views
    case copy
    case help, health, redraw, suspend, quit
}
