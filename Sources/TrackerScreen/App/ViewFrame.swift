/// A frame of a view whose notes can be clicked: each click is a key.
struct ViewFrame: Sendable {
    /// The place on the part of the screen that the view has.
    let place: Rect
    let title: PaneTitle
    /// Whether it has sides and a bottom, and not a line at the top alone.
    let hasSides: Bool

    /// The key of the note at a point of the view's part; `nil`: there is no note, or it has none.
    func key(at point: Point) -> Key? {
        guard point.y == place.y else { return nil }
        return title.key(at: point.x - place.x, width: place.width, hasSides: hasSides)
    }
}
