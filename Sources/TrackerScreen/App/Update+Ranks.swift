import TrackerEngine

extension State {
    /// Asks for the course of the ranks where there is room for it and the market is known whole.
    ///
    /// Not for the past: who holds a key there would ask for each minute.
    mutating func askForRanks() -> [Command] {
        guard isRunning, moment == nil, let market = chosenInstrument?.market,
            !isLoading(market), layout.inside(.chart).height >= PairPlaces.rowsOfThreeRanks,
            courses.asks(for: market, at: window.last)
        else { return [] }
        return [.workOut(Work(RankCourseQuestion(market: market)))]
    }
}
