/// The meaning of a cell, and how it is set off: never its colour.
///
/// Two bytes: a meaning, and attributes on top of it. The colours are in the terminal's table.
public struct Style: Hashable, Sendable {
    /// The meanings, each with one row in the terminal's table of colours.
    public enum Meaning: UInt8, CaseIterable, Sendable {
        case plain, dim, strong, title, header, label
        case rising, falling, unchanged
        case accent, selection, selectionUnfocused, match
        case frame, frameFocused
        case chartLine, chartRising, chartFalling, axis, tag
        case status, notice, warning, error, simulated
        case key
    }

    public let meaning: Meaning
    public private(set) var attributes: Attributes

    public struct Attributes: OptionSet, Hashable, Sendable {
        public let rawValue: UInt8

        public init(rawValue: UInt8) { self.rawValue = rawValue }

        public static let bold = Attributes(rawValue: 1)
        public static let dim = Attributes(rawValue: 2)
        public static let underline = Attributes(rawValue: 4)
        public static let reverse = Attributes(rawValue: 8)
    }

    init(_ meaning: Meaning, _ attributes: Attributes = []) {
        self.meaning = meaning
        self.attributes = attributes
    }

    func with(_ added: Attributes) -> Style { Style(meaning, attributes.union(added)) }

    var bold: Style { with(.bold) }
    var reversed: Style { with(.reverse) }

    /// The style as stored in a cell: the meaning in the low byte.
    public var packed: UInt16 { UInt16(attributes.rawValue) << 8 | UInt16(meaning.rawValue) }

    public init(packed: UInt16) {
        self.init(
            Meaning(rawValue: UInt8(truncatingIfNeeded: packed)) ?? .plain,
            Attributes(rawValue: UInt8(truncatingIfNeeded: packed >> 8)))
    }
}

extension Style {
    public static let plain = Style(.plain)
    static let dim = Style(.dim)
    static let strong = Style(.strong)
    static let title = Style(.title)
    static let header = Style(.header)
    static let label = Style(.label)
    static let rising = Style(.rising)
    static let falling = Style(.falling)
    static let unchanged = Style(.unchanged)
    static let accent = Style(.accent)
    /// The chosen row of the pane that has the focus.
    static let selection = Style(.selection)
    /// The chosen row of the other panes.
    static let selectionUnfocused = Style(.selectionUnfocused)
    /// Text that the filter found.
    static let match = Style(.match)
    static let frame = Style(.frame)
    static let frameFocused = Style(.frameFocused)
    static let chartLine = Style(.chartLine)
    static let chartRising = Style(.chartRising)
    static let chartFalling = Style(.chartFalling)
    static let axis = Style(.axis)
    /// The last price at the edge of the chart.
    static let tag = Style(.tag)
    static let status = Style(.status)
    static let notice = Style(.notice)
    static let warning = Style(.warning)
    static let error = Style(.error)
    static let simulated = Style(.simulated)
    /// The name of a key in a hint.
    static let key = Style(.key)

    /// The style of a chosen row, with or without the focus.
    static func selection(focused: Bool) -> Style { focused ? .selection : .selectionUnfocused }
}
