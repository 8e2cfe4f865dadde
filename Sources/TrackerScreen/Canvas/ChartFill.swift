/// The look of the space between a chart's line and the price that it began at.
package enum ChartFill: String, CaseIterable, Hashable, Sendable {
    /// Dots in a dark tone, on any terminal that has the tone.
    case dots
    /// A ground that is stronger the farther away, where colours in 24 bits make it.
    case tint
    case none
}
