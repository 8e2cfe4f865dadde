/// What a key can mean outside of prompts and menus.
enum Action: Hashable, Sendable {
    case up, down, pageUp, pageDown, halfUp, halfDown, top, bottom
    case forward, back, escape, leave
    case nextPane, previousPane
    case pane(Pane)
    case filter, sort, reverse
    case poll, mouse, simulated
    case help, health, redraw, suspend, quit
}
