/// A part of the screen: draws what the state says, holds nothing.
protocol Panel {
    /// Draws on a canvas of its own; any size, 0x0 included, is fine.
    func draw(_ state: State, on canvas: inout Canvas)
}
