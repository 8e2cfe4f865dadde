/// The tickers of a market.
///
///     tickers:     count | for each, ids rising:    id step | u8 bytes of the base | u8 unit | amount
///     unit:        0 nothing is known to be traded, no amount follows; else Traded.Unit
///     amount:      u8 decimals d ≤ 15, amount × 10^d, or u8 31, f64 little-endian, as a price
extension StoreCodec {
    /// About 10 bytes a ticker; `tickers` with ids rising, each once.
    static func tickers(_ tickers: [(id: Int, ticker: Ticker)], seal: UInt32) -> [UInt8] {
        var writer = ByteWriter()
        writer.varint(UInt64(tickers.count))
        var before = 0
        var guess = 0
        for (id, ticker) in tickers {
            writer.varint(UInt64(id - before))
            before = id
            writer.byte(ticker.baseLength)
            writer.byte(ticker.traded?.unit.rawValue ?? 0)
            guard let amount = ticker.traded?.amount else { continue }
            write(amount, ShortDecimal(stored: amount, guess: &guess), to: &writer)
        }
        return writer.sealed(seal)
    }

    /// A ticker with the id of its pair in place of the name.
    struct NumberedTicker {
        let id: Int
        let baseLength: UInt8
        let traded: Traded?
    }

    /// `nil` for bytes that are no tickers.
    static func tickers(from bytes: [UInt8], seal: UInt32) -> [NumberedTicker]? {
        guard var reader = ByteReader(sealed: bytes, seal), let count = reader.varint(),
            count <= UInt64(reader.left)
        else { return nil }
        var tickers: [NumberedTicker] = []
        tickers.reserveCapacity(Int(count))
        var id = 0
        for _ in 0..<count {
            guard let step = reader.varint(), step < 1 << 40, let base = reader.byte(),
                let unit = reader.byte()
            else { return nil }
            id += Int(step)
            var traded: Traded?
            if unit != 0 {
                guard let unit = Traded.Unit(rawValue: unit), let amount = price(&reader)?.amount
                else { return nil }
                traded = Traded(checked: amount, in: unit)
            }
            tickers.append(NumberedTicker(id: id, baseLength: base, traded: traded))
        }
        return reader.isAtEnd ? tickers : nil
    }
}
