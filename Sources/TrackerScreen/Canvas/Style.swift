/// The meaning of a cell, and how it is set off: never its colour.
///
/// Two bytes: a meaning, attributes on top of it, and the ground that it stands on. The colours are
/// in the terminal's table.
public struct Style: Hashable, Sendable {
    /// The meanings, each with a row in the terminal's table of colours.
    public enum Meaning: UInt8, CaseIterable, Sendable {
        case plain, dim, strong, title, header, label
        /// Steps of a change by its size: five down, none, five up, the last in bold.
        case fall5, fall4, fall3, fall2, fall1, still, rise1, rise2, rise3, rise4, rise5
        /// The steps, drawn back behind figures: of lines that lead up to a step.
        case fallTrail5, fallTrail4, fallTrail3, fallTrail2, fallTrail1, stillTrail
        case riseTrail1, riseTrail2, riseTrail3, riseTrail4, riseTrail5
        /// Lines of prices and their figures, where it does not matter by how much they change.
        case up, down
        /// Fifths of a market, from its calmest pairs to its wildest.
        case heat0, heat1, heat2, heat3, heat4
        case accent
        /// The accent, drawn back by a third and by two thirds.
        case accentBack, accentFarBack
        case match
        case frame, frameFocused
        case axis
        /// The space between a line and the price that it began at.
        case fillUp, fillDown
        case status, notice, warning, error
        case key
        /// Text on a ground of colour.
        case ink
    }

    /// What a cell stands on; every meaning has its colours on the chosen rows too.
    public enum Ground: UInt8, CaseIterable, Sendable {
        /// The terminal's own.
        case none
        /// The chosen row of the pane that has the focus, and of the other panes.
        case selection, selectionUnfocused
        /// Tints between a line and the price that it began at, from the weakest on.
        case tintUp1, tintUp2, tintUp3, tintUp4
        case tintDown1, tintDown2, tintDown3, tintDown4
        /// Patches of colour, for `ink`.
        case chipUp, chipDown, chipAccent, chipWarning, chipError
    }

    public let meaning: Meaning
    public private(set) var attributes: Attributes
    public private(set) var ground: Ground

    public struct Attributes: OptionSet, Hashable, Sendable {
        public let rawValue: UInt8

        public init(rawValue: UInt8) { self.rawValue = rawValue }

        public static let bold = Attributes(rawValue: 1)
        public static let dim = Attributes(rawValue: 2)
        public static let underline = Attributes(rawValue: 4)
        public static let reverse = Attributes(rawValue: 8)
    }

    public init(_ meaning: Meaning, _ attributes: Attributes = [], on ground: Ground = .none) {
        self.meaning = meaning
        self.attributes = attributes
        self.ground = ground
    }

    func with(_ added: Attributes) -> Style {
        Style(meaning, attributes.union(added), on: ground)
    }

    /// The same on another ground.
    func on(_ ground: Ground) -> Style { Style(meaning, attributes, on: ground) }

    var bold: Style { with(.bold) }

    /// The style as stored in a cell: the meaning in the low byte, then the attributes, then the
    /// ground, four bits each.
    public var packed: UInt16 {
        UInt16(ground.rawValue) << 12 | UInt16(attributes.rawValue & 15) << 8
            | UInt16(meaning.rawValue)
    }

    public init(packed: UInt16) {
        self.init(
            Meaning(rawValue: UInt8(truncatingIfNeeded: packed)) ?? .plain,
            Attributes(rawValue: UInt8(truncatingIfNeeded: packed >> 8) & 15),
            on: Ground(rawValue: UInt8(truncatingIfNeeded: packed >> 12)) ?? .none)
    }
}

extension Style {
    public static let plain = Style(.plain)
    static let dim = Style(.dim)
    static let strong = Style(.strong)
    static let title = Style(.title)
    static let header = Style(.header)
    static let label = Style(.label)
    static let rising = Style(.up)
    static let falling = Style(.down)
    static let unchanged = Style(.still)
    static let accent = Style(.accent)
    /// Text that the filter found.
    static let match = Style(.match)
    static let frame = Style(.frame)
    static let frameFocused = Style(.frameFocused)
    static let axis = Style(.axis)
    static let status = Style(.status)
    static let notice = Style(.notice)
    static let warning = Style(.warning)
    static let error = Style(.error)
    /// Prices that are made up, and a past that is looked at: nobody shall take them for the real
    /// ones.
    static let simulated = Style(.ink, .bold, on: .chipWarning)
    /// The name of a key in a hint.
    static let key = Style(.key)

    /// The patch of colour for a line or a change in some style: the last price at the edge of its
    /// chart.
    var chip: Style { Style(.ink, .bold, on: meaning.chip) }
}

extension Style.Meaning {
    fileprivate var chip: Style.Ground {
        switch self {
        case .up, .rise1, .rise2, .rise3, .rise4, .rise5: .chipUp
        case .down, .fall1, .fall2, .fall3, .fall4, .fall5: .chipDown
        default: .chipAccent
        }
    }
}

extension Style.Ground {
    /// The ground of a chosen row, with or without the focus.
    static func selection(focused: Bool) -> Style.Ground {
        focused ? .selection : .selectionUnfocused
    }
}
