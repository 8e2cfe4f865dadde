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

    /// The title in `room` columns: without its slash if it would be cut otherwise.
    ///
    /// One that is cut all the same keeps its quote, which tells it from its neighbours:
    /// `1MBAB…/USDC`. Where the quote is not known, it keeps its last letters.
    func title(of instrument: Instrument, room: Int) -> String {
        let title = title(of: instrument)
        if title.cellWidth <= room { return title }
        let name = instrument.pair.name.uppercased()
        if name.cellWidth <= room { return name }
        guard let quote = assets(of: instrument)?.quote.uppercased() else {
            return name.cut(to: room, keeping: String(name.suffix(4)))
        }
        return title.cut(to: room, keeping: "/" + quote)
    }

    /// The columns that a title takes, as far as its bytes tell: a few more where it is not ASCII.
    ///
    /// Cost: a look into a dictionary, and no text is made.
    func titleColumns(of instrument: Instrument) -> Int {
        // The name, and a slash where it is known where that belongs.
        instrument.pair.name.utf8.count + (window.knowsAssets(of: instrument) ? 1 : 0)
    }

    /// The text that a filter finds a pair by, lower case: its name, and with and without a slash
    /// what it is made of.
    func searchText(of instrument: Instrument) -> String {
        let name = instrument.pair.name
        guard let assets = assets(of: instrument) else { return name }
        let (base, quote) = (assets.base.lowercased(), assets.quote.lowercased())
        // Words hold no blanks: none reaches from one form into the next.
        return "\(name) \(base)/\(quote) \(base)\(quote)"
    }
}

extension String {
    /// The text in at most so many columns, cut before its end, which stays.
    ///
    /// Where there is no room for that and a letter before it, it is cut at its end.
    func cut(to columns: Int, keeping end: String) -> String {
        guard cellWidth > columns else { return self }
        var (head, width) = ("", end.cellWidth + 1)
        for character in self {
            width += String(character).cellWidth
            guard width <= columns else { break }
            head.append(character)
        }
        return head.isEmpty ? cut(to: columns) : head + "…" + end
    }
}
