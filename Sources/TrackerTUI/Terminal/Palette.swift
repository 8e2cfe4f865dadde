import TrackerScreen

/// The colour and the attributes of each meaning, for so many colours as the terminal has.
///
/// The background is always the terminal's own, so every colour has to be legible on black and on
/// white: middle tones of the 256, and of the first eight only those that are not its extremes.
struct Palette: Hashable, Sendable {
    struct Look: Hashable, Sendable {
        /// A colour of the terminal; -1 for its own text colour.
        var colour: Int16 = -1
        var attributes: Style.Attributes = []
    }

    /// One for each `Style.Meaning`, in its order.
    let looks: [Look]

    /// For 0, 8, 16, 256 or more colours.
    init(colours: Int) {
        looks = Style.Meaning.allCases.map { meaning in
            let row = Self.row(meaning)
            var look = Look(attributes: row.attributes)
            if colours >= 256 {
                look.colour = row.of256
            } else if colours >= 8 {
                look.colour = row.of8
            }
            // Grey is one of 256; with fewer colours it is what the terminal makes of "faint".
            if meaning.isFaint, colours < 256 { look.attributes.insert(.dim) }
            return look
        }
    }

    private typealias Row = (of256: Int16, of8: Int16, attributes: Style.Attributes)

    private static let green: (Int16, Int16) = (35, 2)
    private static let red: (Int16, Int16) = (167, 1)
    private static let blue: (Int16, Int16) = (32, 6)
    private static let amber: (Int16, Int16) = (172, 3)
    private static let grey: (Int16, Int16) = (244, -1)
    private static let own: (Int16, Int16) = (-1, -1)

    private static func row(_ meaning: Style.Meaning) -> Row {
        switch meaning {
        case .plain, .status: row(own)
        case .dim, .label, .frame, .axis, .unchanged: row(grey)
        case .strong, .title, .key: row(own, .bold)
        case .header: row(grey, .underline)
        case .rising, .chartRising: row(green)
        case .falling, .chartFalling: row(red)
        case .accent, .chartLine, .notice: row(blue)
        case .frameFocused: row(blue, .bold)
        case .match: row(blue, [.bold, .underline])
        case .selection: row(own, .reverse)
        case .selectionUnfocused: row(own, .bold)
        case .tag: row(own, [.bold, .reverse])
        case .warning: row(amber)
        case .error: row(red, .bold)
        case .simulated: row(amber, [.bold, .reverse])
        }
    }

    private static func row(_ colour: (Int16, Int16), _ attributes: Style.Attributes = []) -> Row {
        (colour.0, colour.1, attributes)
    }
}

extension Style.Meaning {
    /// Whether it stands back behind the others.
    fileprivate var isFaint: Bool {
        switch self {
        case .dim, .label, .frame, .axis, .unchanged: true
        default: false
        }
    }
}
