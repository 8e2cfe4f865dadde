/// The answer of the port and of `tracker-tui get` for one pair.
public enum PairAnswer {
    /// The answer as UTF-8: `{"result":{"rank":0.039,"values":{"1630168020":48801.3,…}}}`.
    ///
    /// `rank` is the place by variance as a share of the market's ranked pairs, with at most 3
    /// decimals, and `null` for a pair that is not ranked. `values` has the price of each minute of
    /// the window that has one, oldest first, by the Unix seconds of the minute's start. An answer of
    /// simulated prices begins with that: `{"simulated":true,"result":…}`.
    ///
    /// - Returns: `nil` for an instrument without a price in the window.
    ///   Cost: about 30 µs, and the market's ranking if it was not asked for before.
    public static func body(of instrument: Instrument, in window: DayWindow) -> [UInt8]? {
        unsafe withBody(of: instrument, in: window) { unsafe Array($0) }
    }

    /// The answer as a body of the port.
    static func portBody(of instrument: Instrument, in window: DayWindow) -> PortBody? {
        unsafe withBody(of: instrument, in: window) { unsafe PortBody($0) }
    }

    /// Calls `use` with the bytes of the answer, which are valid during the call.
    private static func withBody<Result>(
        of instrument: Instrument, in window: DayWindow, _ use: (UnsafeRawBufferPointer) -> Result
    ) -> Result? {
        guard let series = window.series(of: instrument) else { return nil }
        let rank = window.ranking(of: instrument.market).rank(of: instrument.pair)
        let head = head(rank, window.kind)
        let room = head.count + series.amounts.count * MinuteTable.widest + 4
        return unsafe withUnsafeTemporaryAllocation(byteCount: room, alignment: 16) { text in
            guard let start = unsafe text.baseAddress?.assumingMemoryBound(to: UInt8.self) else {
                return nil
            }
            unsafe start.update(from: head, count: head.count)
            var table = unsafe MinuteTable(at: start + head.count)
            for (offset, amount) in series.amounts.enumerated() where !amount.isNaN {
                table.add(series.start.advanced(by: offset), amount)
            }
            table.finish()
            let count = head.count + table.count
            for place in count..<count + 2 { unsafe start[place] = UInt8(ascii: "}") }
            return unsafe use(UnsafeRawBufferPointer(rebasing: text[..<(count + 2)]))
        }
    }

    /// The text before the prices: `{"result":{"rank":0.039,"values":`.
    private static func head(_ rank: Double?, _ kind: StoreKind) -> [UInt8] {
        var writer = JSONWriter(capacity: 64)
        writer.object { writer in
            writer.mark(kind)
            writer.key("result")
            writer.object { writer in
                writer.key("rank")
                rank.map { writer.number($0) } ?? writer.null()
                writer.key("values")
            }
        }
        return Array(writer.bytes.dropLast(2))
    }

    /// The answer for a pair without a price: `{"error":"No data available for KRAKEN:XYZUSD."}`.
    public static func missing(_ instrument: Instrument) -> [UInt8] {
        error(missingText(instrument))
    }

    /// The words of `missing`.
    public static func missingText(_ instrument: Instrument) -> String {
        let market = instrument.market.name.uppercased()
        let pair = instrument.pair.name.uppercased()
        return "No data available for \(market):\(pair)."
    }

    /// An error in words: `{"error":"…"}` as UTF-8.
    static func error(_ words: String) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.key("error")
            writer.string(words)
        }
        return writer.bytes
    }
}
