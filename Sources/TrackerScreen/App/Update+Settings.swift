extension State {
    /// Adopts the settings of a configuration, at the start or when it was read again.
    mutating func adopt(_ settings: ScreenSettings) -> [Command] {
        (theme, glyphs, keys) = (settings.theme, settings.glyphs, settings.keys ?? keys)
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
