import Synchronization

/// The past of a pair, as its candles tell it.
extension ExchangeSource: CandleSource {
    public var pause: Duration { exchange.pause }

    public func pages(
        of instrument: Instrument, covering minutes: ClosedRange<Minute>, at now: Timestamp
    ) -> [CandlePage] {
        guard spelling(of: instrument) != nil else { return [] }
        return Exchange.Candles.pages(of: exchange.candles, covering: minutes, at: now)
    }

    public func candles(
        of instrument: Instrument, on page: CandlePage, at now: Timestamp
    ) async throws(QuoteError) -> Backfill {
        guard let spelling = spelling(of: instrument),
            let call = exchange.candles.first(where: { $0.step == page.step })
        else { throw .malformed(host: address, reason: "it has no candles of \(instrument.pair)") }
        var values = URLTemplate.Values(instrument: instrument)
        values.symbol = spelling.symbol
        values.base = spelling.base
        values.quote = spelling.quote
        return try await asker.candles(call, on: page, values, at: now)
    }

    /// `nil` for a pair that no answer had; one whose name is enough has an empty spelling then.
    private func spelling(of instrument: Instrument) -> SymbolBook.Spelling? {
        if let spelling = state.withLock({ $0.known.spelling(of: instrument) }) { return spelling }
        guard exchange.symbols.market != nil, !exchange.candles.contains(where: \.url.hasSpelling)
        else { return nil }
        return SymbolBook.Spelling(symbol: "", base: "", quote: "")
    }
}
