import TrackerEngine

extension Snapshot {
    /// A pair as the screen names it: `BTC/USD` where its source says what it is made of, else the
    /// name in upper case.
    ///
    /// From outside: `Canvas.write` makes it plain.
    func title(of instrument: Instrument) -> String {
        guard let assets = assets(of: instrument) else { return instrument.pair.name.uppercased() }
        return "\(assets.base)/\(assets.quote)".uppercased()
    }

    /// An instrument in what leaves the program: `kraken BTC/USD`, `kraken BTC/USD (simulated)`.
    ///
    /// From outside, as above.
    func fullTitle(of instrument: Instrument) -> String {
        "\(instrument.market.name) \(title(of: instrument))" + (isSimulated ? " (simulated)" : "")
    }

    /// The title in `room` columns: without the slash if it would be cut otherwise.
    func title(of instrument: Instrument, room: Int) -> String {
        let title = title(of: instrument)
        return title.cellWidth <= room ? title : instrument.pair.name.uppercased()
    }

    /// The text that a filter finds a pair by, lower case: its name, and with and without a slash
    /// what it is
    /// made of.
    func searchText(of instrument: Instrument) -> String {
        let name = instrument.pair.name
        guard let assets = assets(of: instrument) else { return name }
        let (base, quote) = (assets.base.lowercased(), assets.quote.lowercased())
        // Words hold no blanks: none reaches from one form into the next.
        return "\(name) \(base)/\(quote) \(base)\(quote)"
    }
}
