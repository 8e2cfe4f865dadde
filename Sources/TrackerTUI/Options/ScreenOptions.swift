import TrackerScreen

/// Options for the look of what is drawn, on the screen or once.
struct LookOptions: OptionGroup {
    var theme = Theme.standard
    var glyphs = GlyphSet.auto
    /// Nothing but ASCII, whatever the locale says.
    var isASCII = false

    /// Whether ASCII is what somebody asked for.
    var wantsASCII: Bool { isASCII || glyphs == .ascii }

    static let options = OptionList<Self>([
        .value(
            "--theme", "NAME", "colours: \(names(Theme.self))", \.theme, .name, key: .live),
        .value(
            "--glyphs", "SET", "characters of charts: \(names(GlyphSet.self))", \.glyphs, .name,
            key: .live),
        .flag("--ascii", "draw with ASCII characters only", \.isASCII),
    ])

    static func names<Value: CaseIterable & RawRepresentable<String>>(
        _: Value.Type
    ) -> String { Value.allCases.map(\.rawValue).joined(separator: ", ") }
}

/// Options for the screen.
struct ScreenOptions: OptionGroup {
    var look = LookOptions()
    var fill = ChartFill.dots
    /// The order of the pairs; `nil` for the one that it was left in.
    var sort: PairSort?
    var isMouseOff = false

    static let options = OptionList<Self>(
        [
            .value(
                "--sort", "ORDER",
                "order of the pairs: \(PairSort.names.joined(separator: ", ")); -name reverses it",
                \.sort, .sort, key: .live),
            .flag(
                "--no-mouse", "leave the mouse to the terminal (m switches)", \.isMouseOff,
                key: .live, negates: "mouse"),
            .value(
                "--fill", "LOOK",
                "fill of charts: \(LookOptions.names(ChartFill.self))",
                \.fill, .name, key: .live),
        ], .including(\.look))
}
