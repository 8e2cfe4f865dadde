/// The first pairs of a ranking as `/top` answers and `tracker-tui top` prints them.
///
/// JSON and CSV for scripts, the rows for a table.
package struct TopAnswer: Sendable {
    package let rows: [Row]
    /// The kind of prices that the figures come from.
    package let kind: StoreKind

    package struct Row: Sendable {
        package let instrument: Instrument
        package let statistics: PairStatistics
        /// By variance in its market; `nil` for a pair that is not ranked.
        package let rank: Double?
        /// Of its last price.
        package let age: PriceAge?
        /// Of 24 hours, in US dollars; `nil` where it is not known.
        package let turnover: Double?
    }

    /// The first `count` of them.
    package init(_ ranking: TopRanking, count: Int, in window: DayWindow) {
        kind = window.kind
        rows = ranking.pairs.prefix(count).compactMap { instrument in
            let board = window.board(of: instrument.market)
            guard let statistics = board[instrument.pair] else { return nil }
            return Row(
                instrument: instrument, statistics: statistics,
                rank: board.byVariance.rank(of: instrument.pair),
                age: PriceAge(of: instrument, in: window),
                turnover: window.turnover(of: instrument))
        }
    }

    /// The columns of the CSV, and the members of each object of the JSON.
    private static let columns = [
        "market", "pair", "last", "change", "volatility", "variance", "rank", "age",
        "turnover_usd",
    ]

    /// Those of a CSV, which has no other place to say that the prices are simulated.
    private var csvColumns: [String] {
        Self.columns.map { $0 == "last" && kind == .simulated ? "simulated_last" : $0 }
    }

    /// In their order; change and volatility as fractions, the age in seconds.
    private static func figures(_ row: Row) -> [Double?] {
        let statistics = row.statistics
        return [
            statistics.last?.amount, statistics.change, statistics.volatility, statistics.variance,
            row.rank, row.age.map { Double($0.minutes * 60) }, row.turnover,
        ]
    }

    /// `{"result":[{"market":"kraken","pair":"btcusd","last":48801.3,…},…]}` as UTF-8, `null` for
    /// what a pair has not.
    ///
    /// Simulated prices say so first, as in `PairAnswer`.
    package var json: [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.mark(kind)
            writer.key("result")
            writer.array { writer in
                for row in rows { writer.object { Self.write(row, to: &$0) } }
            }
        }
        return writer.bytes
    }

    private static func write(_ row: Row, to writer: inout JSONWriter) {
        writer.key(columns[0])
        writer.string(row.instrument.market.name)
        writer.key(columns[1])
        writer.string(row.instrument.pair.name)
        for (column, figure) in zip(columns.dropFirst(2), figures(row)) {
            writer.key(column)
            figure.map { writer.number($0) } ?? writer.null()
        }
    }

    /// CSV (RFC 4180) with a header line; a figure that a pair does not have is empty.
    package var csv: [UInt8] {
        var bytes = Array((csvColumns.joined(separator: ",") + "\n").utf8)
        for row in rows {
            CSVField.append(row.instrument.market.name, to: &bytes)
            bytes.append(UInt8(ascii: ","))
            CSVField.append(row.instrument.pair.name, to: &bytes)
            for figure in Self.figures(row) {
                bytes.append(UInt8(ascii: ","))
                bytes += figure.map(Self.number) ?? []
            }
            bytes.append(UInt8(ascii: "\n"))
        }
        return bytes
    }

    /// The shortest text that reads back to the same bits.
    private static func number(_ value: Double) -> [UInt8] {
        var writer = JSONWriter()
        writer.number(value)
        return writer.bytes
    }
}
