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

    /// Red, green and blue of a colour of 256 in 24 bits, as xterm has them.
    ///
    /// Those below 16 are the terminal's own and have no fixed value; terminals with direct colours
    /// take the first eight of them by their number.
    static func rgb(of colour: Int16) -> Int32 {
        func joined(_ red: Int32, _ green: Int32, _ blue: Int32) -> Int32 {
            red << 16 | green << 8 | blue
        }
        let place = Int32(colour) - 16
        guard place >= 0 else { return Int32(colour) }
        guard place < 216 else {
            let grey = 8 + 10 * (place - 216)
            return joined(grey, grey, grey)
        }
        func level(_ step: Int32) -> Int32 { step == 0 ? 0 : 55 + 40 * step }
        return joined(level(place / 36), level(place / 6 % 6), level(place % 6))
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
            self =
                switch theme {
                case .standard: .standard
                case .redUp: .redUp
                case .dark: .dark
                case .light: .light
                case .colourBlind: .colourBlind
                case .highContrast: .highContrast
                }
        }

        private init(
            rising: Tone, falling: Tone, accent: Tone, warning: Tone, error: Tone, faint: Tone
        ) {
            self.rising = rising
            self.falling = falling
            self.accent = accent
            self.warning = warning
            self.error = error
            self.faint = faint
        }
    }
}

// MARK: - Themes

extension Palette.Tones {
    private static let standard = middle(
        rising: Palette.Tone(of256: 35, of8: 2), falling: Palette.Tone(of256: 167, of8: 1))
    private static let redUp = middle(
        rising: Palette.Tone(of256: 167, of8: 1), falling: Palette.Tone(of256: 35, of8: 2))

    /// Tones that are legible on black and on white.
    private static func middle(rising: Palette.Tone, falling: Palette.Tone) -> Self {
        Self(
            rising: rising, falling: falling, accent: Palette.Tone(of256: 32, of8: 6),
            warning: Palette.Tone(of256: 172, of8: 3), error: Palette.Tone(of256: 167, of8: 1),
            faint: Palette.Tone(of256: 244, of8: -1))
    }

    private static let dark = Self(
        rising: Palette.Tone(of256: 78, of8: 2), falling: Palette.Tone(of256: 203, of8: 1),
        accent: Palette.Tone(of256: 75, of8: 6), warning: Palette.Tone(of256: 214, of8: 3),
        error: Palette.Tone(of256: 203, of8: 1), faint: Palette.Tone(of256: 246, of8: -1))

    private static let light = Self(
        rising: Palette.Tone(of256: 28, of8: 2), falling: Palette.Tone(of256: 160, of8: 1),
        accent: Palette.Tone(of256: 25, of8: 4), warning: Palette.Tone(of256: 130, of8: 3),
        error: Palette.Tone(of256: 160, of8: 1), faint: Palette.Tone(of256: 241, of8: -1))

    /// Told apart with every kind of colour blindness (Okabe and Ito, 2008).
    private static let colourBlind = Self(
        rising: Palette.Tone(of256: 32, of8: 6), falling: Palette.Tone(of256: 166, of8: 3),
        accent: bold,
        warning: Palette.Tone(of256: -1, of8: -1, attributes: .underline), error: boldUnderlined,
        faint: Palette.Tone(of256: 244, of8: -1))

    private static let highContrast = Self(
        rising: bold, falling: .own, accent: bold, warning: boldUnderlined,
        error: boldUnderlined, faint: .own)

    private static let bold = Palette.Tone(of256: -1, of8: -1, attributes: .bold)
    private static let boldUnderlined = Palette.Tone(
        of256: -1, of8: -1, attributes: [.bold, .underline])
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
