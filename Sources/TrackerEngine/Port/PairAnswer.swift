/// What the port and `tracker-tui get` say of one pair.
public enum PairAnswer {
    /// `{"result":{"rank":0.039,"values":{"1630168020":48801.3,…}}}` as UTF-8.
    ///
    /// `rank`: the place by variance as a share of the market's ranked pairs, at most 3 decimals,
    /// `null` for a pair that is not ranked. `values`: the price of each minute of the window that
    /// has one, oldest first, by the Unix seconds of the minute's start.
    ///
    /// - Returns: `nil` for an instrument without a price in the window.
    ///   Cost: about 0.3 ms, and the market's board where it was not asked for before.
    public static func body(of instrument: Instrument, in window: DayWindow) -> [UInt8]? {
        guard let series = window.series(of: instrument) else { return nil }
        let rank = window.board(of: instrument.market).byVariance.rank(of: instrument.pair)
        var writer = JSONWriter(capacity: 64 + series.amounts.count * 32)
        writer.object { writer in
            writer.key("result")
            writer.object { writer in
                writer.key("rank")
                rank.map { writer.number($0) } ?? writer.null()
                writer.key("values")
                writer.object { writer in
                    for (minute, price) in series.points {
                        writer.key(minute.unixSeconds)
                        writer.number(price.amount)
                    }
                }
            }
        }
        return writer.bytes
    }

    /// `{"error":"No data available for KRAKEN:XYZUSD."}` as UTF-8.
    public static func missing(_ instrument: Instrument) -> [UInt8] {
        error(missingText(instrument))
    }

    /// The words of `missing`.
    public static func missingText(_ instrument: Instrument) -> String {
        let market = instrument.market.name.uppercased()
        let pair = instrument.pair.name.uppercased()
        return "No data available for \(market):\(pair)."
    }

    /// `{"error":"…"}` as UTF-8.
    static func error(_ words: String) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.key("error")
            writer.string(words)
        }
        return writer.bytes
    }
}
