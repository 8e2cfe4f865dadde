/// The answer of `/data-tracker/:market/:pair/last`: where a pair stands, without its day.
struct LastAnswer: Sendable {
    private let instrument: Instrument
    private let price: Price
    private let minute: Minute
    /// The change since the oldest minute held, as a fraction.
    private let change: Double?
    private let rank: Double?
    private let kind: StoreKind

    /// - Returns: `nil` for an instrument without a price in the window.
    ///   Cost: the market's board if it was not asked for before.
    init?(of instrument: Instrument, in window: DayWindow) {
        guard let latest = window.latest(of: instrument) else { return nil }
        let board = window.board(of: instrument.market)
        self.instrument = instrument
        (price, minute) = latest
        change = board[instrument.pair]?.change
        rank = board.byVariance.rank(of: instrument.pair)
        kind = window.kind
    }

    /// `{"result":{"market":"kraken","pair":"btcusd","last":66954.5,"minute":1795839840,…}}` as UTF-8.
    ///
    /// `minute` is in Unix seconds; `last` is `null` for a price of 0, which stands for none.
    var json: [UInt8] {
        var writer = JSONWriter(capacity: 160)
        writer.object { writer in
            writer.mark(kind)
            writer.key("result")
            writer.object { writer in
                writer.key("market")
                writer.string(instrument.market.name)
                writer.key("pair")
                writer.string(instrument.pair.name)
                writer.key("last")
                price.isNone ? writer.null() : writer.number(price.amount)
                writer.key("minute")
                writer.number(minute.unixSeconds)
                writer.key("change")
                change.map { writer.number($0) } ?? writer.null()
                writer.key("rank")
                rank.map { writer.number($0) } ?? writer.null()
            }
        }
        return writer.bytes
    }

    /// A header line and a row: CSV (RFC 4180) with `\n`; a figure that the pair does not have is
    /// empty.
    var csv: [UInt8] {
        let last = kind == .simulated ? "simulated_last" : "last"
        var bytes = Array("market,pair,\(last),minute,change,rank\n".utf8)
        CSVField.append(instrument.market.name, to: &bytes)
        bytes.append(UInt8(ascii: ","))
        CSVField.append(instrument.pair.name, to: &bytes)
        let figures = [
            price.isNone ? nil : price.amount, Double(minute.unixSeconds), change, rank,
        ]
        for figure in figures {
            bytes.append(UInt8(ascii: ","))
            var places = 0
            if let figure { NumberText.append(figure, to: &bytes, places: &places) }
        }
        bytes.append(UInt8(ascii: "\n"))
        return bytes
    }
}
