import TrackerEngine

/// A figure that a list of pairs shows beside price and change.
struct FigureText {
    /// At most 5 columns; `nil` for a pair that has no such figure.
    let text: String?

    init(_ column: PairSort.Column, of instrument: Instrument, _ state: State) {
        if column == .turnover {
            text = state.window.turnover(of: instrument).map { Numbers.compact($0) }
        } else if column == .volatility {
            text = state.statistics(of: instrument)?.volatility.map {
                Numbers.unsignedPercent($0, decimals: $0 < 0.1 ? 2 : 0, room: 5)
            }
        } else {
            text = Self.rank(of: instrument, state)
        }
    }

    /// The variance rank: `0.548`, and `~0.55` while the history of its market is being loaded: the
    /// other pairs may not have all of their prices yet.
    static func rank(of instrument: Instrument, _ state: State) -> String? {
        let ranking = state.window.board(of: instrument.market).byVariance
        guard let rank = ranking.rank(of: instrument.pair) else { return nil }
        return state.isLoading(instrument.market)
            ? "~" + Numbers.fixed(rank, decimals: 2) : Numbers.fixed(rank, decimals: 3)
    }
}

extension State {
    /// Whether more of a market's past is to come: its ranks are those of what is there.
    func isLoading(_ market: Market) -> Bool {
        snapshot.loading != nil || !snapshot.hasBackfillEnded(of: market)
    }
}
