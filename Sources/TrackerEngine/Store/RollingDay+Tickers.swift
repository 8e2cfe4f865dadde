/// What sources say beside prices: kept with the last price, not for each minute.
extension RollingDay {
    /// The base and quote of a pair; `nil` if its source does not tell them, and for an unknown pair.
    public func assets(of instrument: Instrument) -> Assets? {
        instrument.pair.assets(baseLength: baseLength(of: instrument))
    }

    /// Bytes of the name of a pair that are its base; 0 where no source tells.
    func baseLength(of instrument: Instrument) -> UInt8 {
        guard let day = days[instrument.market], let slot = day.names.slot(of: instrument.pair)
        else { return 0 }
        return day.tickers.baseLength(slot)
    }

    /// What was traded of a pair in 24 hours, as its source told it last; `nil` where it is not known.
    public func traded(of instrument: Instrument) -> Traded? {
        guard let day = days[instrument.market], let slot = day.names.slot(of: instrument.pair)
        else { return nil }
        return day.tickers.traded(slot)
    }

    /// The tickers of a market by pair name, in the form that a journal stores; `nil` if nothing is
    /// known of any pair.
    public func tickers(of market: Market) -> MarketTickers? {
        guard let day = days[market] else { return nil }
        let tickers = day.names.byName.compactMap { slot in
            day.names.pairs[Int(slot)].flatMap { day.tickers.ticker(of: $0, Int(slot)) }
        }
        guard !tickers.isEmpty else { return nil }
        return MarketTickers(
            market: market, minute: max(day.tickers.told, Minute(index: 0)), tickers: tickers)
    }

    /// How many pairs of each market something is known of.
    ///
    /// Cost: about 1 ns a pair.
    var tickerCounts: [Market: Int] { days.mapValues(\.tickers.count) }

    /// Counts the changes of the pairs of each market, and of their bases.
    var nameChanges: [Market: Int] { days.mapValues { $0.names.changes &+ $0.tickers.changes } }

    /// Takes stored tickers in: those of pairs that have a price.
    mutating func restore(_ stored: MarketTickers) {
        days[stored.market]?.restore(stored)
    }
}

extension MarketDay {
    mutating func restore(_ stored: MarketTickers) {
        var places: [(ticker: Ticker, slot: Int)] = []
        places.reserveCapacity(stored.tickers.count)
        for ticker in stored.tickers {
            guard let slot = names.slot(of: ticker.pair) else { continue }
            places.append((ticker, slot))
        }
        tickers.restore(places, at: stored.minute, of: names.capacity)
    }
}
