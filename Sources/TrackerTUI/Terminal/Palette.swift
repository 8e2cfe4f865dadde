import TrackerScreen

/// The colour and the attributes of each meaning, for so many colours as the terminal has.
///
/// The background is always the terminal's own: the standard theme has middle tones that are
/// legible on black and on white, `dark` and `light` those that are clear on one of them.
struct Palette: Hashable, Sendable {
    struct Look: Hashable, Sendable {
        /// A colour of the terminal; -1 for its own text colour.
        var colour: Int16 = -1
        var attributes: Style.Attributes = []
    }

    /// The look of each `Style.Meaning`, in the order of the cases.
    let looks: [Look]

    /// A palette for 0, 8, 16, 256 or more colours.
    init(_ theme: Theme = .standard, colours: Int) {
        let tones = Tones(theme)
        looks = Style.Meaning.allCases.map { meaning in
            let (tone, attributes) = Self.row(meaning, tones)
            var look = Look(attributes: attributes.union(tone.attributes))
            if colours >= 256 {
                look.colour = tone.of256
            } else if colours >= 8 {
                look.colour = tone.of8
            }
            // Grey is one of 256; with fewer colours it is what the terminal makes of "faint".
            if meaning.isFaint, colours < 256, theme != .highContrast {
                look.attributes.insert(.dim)
            }
            return look
        }
    }

    private static func row(
        _ meaning: Style.Meaning, _ tones: Tones
    ) -> (Tone, Style.Attributes) {
        switch meaning {
        case .plain, .status: (.own, [])
        case .dim, .label, .frame, .axis, .unchanged: (tones.faint, [])
        case .strong, .title, .key: (.own, .bold)
        case .header: (tones.faint, .underline)
        case .rising, .chartRising: (tones.rising, [])
        case .falling, .chartFalling: (tones.falling, [])
        case .accent, .chartLine, .notice: (tones.accent, [])
        case .frameFocused: (tones.accent, .bold)
        case .match: (tones.accent, [.bold, .underline])
        case .selection: (.own, .reverse)
        case .selectionUnfocused: (.own, .bold)
        case .tag: (.own, [.bold, .reverse])
        case .warning: (tones.warning, [])
        case .error: (tones.error, .bold)
        case .simulated: (tones.warning, [.bold, .reverse])
        }
    }

    /// A colour of 256, the same of 8, and what stands for it where there is none.
    struct Tone: Hashable, Sendable {
        let of256: Int16
        let of8: Int16
        var attributes: Style.Attributes = []

        static let own = Tone(of256: -1, of8: -1)
    }

    /// The colours that a theme differs in.
    struct Tones: Hashable, Sendable {
        let rising: Tone
        let falling: Tone
        let accent: Tone
        let warning: Tone
        let error: Tone
        let faint: Tone

        init(_ theme: Theme) {
            switch theme {
            case .standard, .redUp:
                let (green, red) = (Tone(of256: 35, of8: 2), Tone(of256: 167, of8: 1))
                rising = theme == .redUp ? red : green
                falling = theme == .redUp ? green : red
                accent = Tone(of256: 32, of8: 6)
                warning = Tone(of256: 172, of8: 3)
                error = red
                faint = Tone(of256: 244, of8: -1)
            case .dark:
                rising = Tone(of256: 78, of8: 2)
                falling = Tone(of256: 203, of8: 1)
                accent = Tone(of256: 75, of8: 6)
                warning = Tone(of256: 214, of8: 3)
                error = falling
                faint = Tone(of256: 246, of8: -1)
            case .light:
                rising = Tone(of256: 28, of8: 2)
                falling = Tone(of256: 160, of8: 1)
                accent = Tone(of256: 25, of8: 4)
                warning = Tone(of256: 130, of8: 3)
                error = falling
                faint = Tone(of256: 241, of8: -1)
            case .colourBlind:
                // Told apart with every kind of colour blindness (Okabe and Ito, 2008).
                rising = Tone(of256: 32, of8: 6)
                falling = Tone(of256: 166, of8: 3)
                accent = Tone(of256: -1, of8: -1, attributes: .bold)
                warning = Tone(of256: -1, of8: -1, attributes: .underline)
                error = Tone(of256: -1, of8: -1, attributes: [.bold, .underline])
                faint = Tone(of256: 244, of8: -1)
            case .highContrast:
                rising = Tone(of256: -1, of8: -1, attributes: .bold)
                (falling, faint) = (.own, .own)
                accent = rising
                warning = Tone(of256: -1, of8: -1, attributes: [.bold, .underline])
                error = warning
            }
        }
    }
}

extension Style.Meaning {
    /// True for meanings that stand back behind the others.
    fileprivate var isFaint: Bool {
        switch self {
        case .dim, .label, .frame, .axis, .unchanged: true
        case .plain, .strong, .title, .header, .rising, .falling, .accent, .selection,
            .selectionUnfocused, .match, .frameFocused, .chartLine, .chartRising, .chartFalling,
            .tag, .status, .notice, .warning, .error, .simulated, .key:
            false
        }
    }
}
