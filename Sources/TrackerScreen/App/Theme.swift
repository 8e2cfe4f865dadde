/// The colours of the meanings; the background is always the terminal's own.
package enum Theme: String, CaseIterable, Hashable, Sendable {
    /// Middle tones, legible on black and on white.
    case standard = "default"
    case dark
    case light
    /// The terminal's own colour everywhere: bold, underlined and reversed instead of tones.
    case highContrast = "high-contrast"
    /// Blue rises and orange falls.
    case colourBlind = "colour-blind"
    /// Red rises and green falls, as on the exchanges of East Asia.
    case redUp = "red-up"
}

/// The glyphs that charts and lines are made of.
package enum GlyphSet: String, CaseIterable, Hashable, Sendable {
    /// Braille where locale and terminal have it, else ASCII.
    case auto
    case braille
    /// Quarter blocks, for fonts without braille.
    case blocks
    case ascii

    /// The signs to draw with; `own`: those that the terminal's locale has.
    package func symbols(_ own: Symbols) -> Symbols {
        // What the locale cannot print is no matter of taste.
        if own.isASCII { return own }
        return switch self {
        case .auto: own.isConsole ? .ascii : own
        case .braille: own
        case .blocks: own.withBlocks
        case .ascii: .ascii
        }
    }
}

/// The settings that can be changed while the program runs.
package struct ScreenSettings: Sendable {
    package var theme: Theme
    package var glyphs: GlyphSet
    package var fill: ChartFill
    /// `nil`: as it is.
    package var isMouseOn: Bool?
    /// `nil`: as it is.
    package var sort: PairSort?
    /// `nil`: as they are.
    package var keys: KeyTable?

    package init(
        theme: Theme = .standard, glyphs: GlyphSet = .auto, fill: ChartFill = .dots,
        isMouseOn: Bool? = nil, sort: PairSort? = nil, keys: KeyTable? = nil
    ) {
        self.theme = theme
        self.glyphs = glyphs
        self.fill = fill
        self.isMouseOn = isMouseOn
        self.sort = sort
        self.keys = keys
    }
}
