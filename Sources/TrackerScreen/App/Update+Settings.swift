extension State {
    /// Adopts the settings of a configuration, at the start or when it was read again.
    mutating func adopt(_ settings: ScreenSettings) -> [Command] {
        (theme, glyphs, keys) = (settings.theme, settings.glyphs, settings.keys ?? keys)
        fill = settings.fill
        if let wanted = settings.sort, wanted != sort {
            sort = wanted
            refreshPairs()
            scroll()
        }
        let colours = Command.theme(theme, on: ground)
        guard let wanted = settings.isMouseOn, wanted != isMouseOn else { return [colours] }
        isMouseOn = wanted
        return [colours, .mouse(isMouseOn)]
    }
}

extension State {
    /// The filling of charts, as far as the terminal has colours for it.
    ///
    /// Without a ground that is known nobody can say what is faint on it.
    var chartFill: ChartFill {
        let terminal = surroundings.terminal
        guard terminal.colours >= 256, knowsGround else { return .none }
        return fill == .tint && !terminal.hasRGB ? .dots : fill
    }

    /// The filling of small charts, where a tint has too few rows to grow in.
    var smallChartFill: ChartFill { chartFill == .tint ? .dots : chartFill }

    /// Why charts are filled in another way than the setting says.
    var fillReason: String {
        surroundings.terminal.colours < 256
            ? "Charts are filled only if the terminal has 256 colours."
            : knowsGround
                ? "The terminal does not report 24-bit colours, so dots are drawn."
                : "Charts are filled only if the background is known: choose the theme dark or light."
    }

    private var knowsGround: Bool {
        switch theme {
        case .dark, .light: true
        case .highContrast: false
        case .standard, .colourBlind, .redUp: ground != nil
        }
    }
}

extension State {
    /// The signs that the screen is drawn with.
    var symbols: Symbols {
        let terminal = surroundings.terminal
        let own: Symbols =
            terminal.asciiReason != nil ? .ascii : terminal.isConsole ? .console : .unicode
        return glyphs.symbols(own)
    }
}
