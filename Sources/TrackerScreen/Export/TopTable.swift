package import TrackerEngine

/// The first pairs of a ranking as an aligned table for a person.
package struct TopTable {
    private let answer: TopAnswer

    package init(_ answer: TopAnswer) { self.answer = answer }

    /// Simulated prices say so in a line above the columns.
    package var text: String {
        (answer.kind == .simulated ? "simulated prices\n" : "") + table
    }

    private var table: String {
        let heads = [
            "market", "pair", "last", "24 h", "volatility", "variance", "rank", "turnover",
        ]
        let rows = answer.rows.map { row -> [String] in
            let statistics = row.statistics
            return [
                Self.plain(row.instrument.market.name),
                Self.plain(row.instrument.pair.name.uppercased()),
                PriceText(statistics).text(statistics.last),
                Self.change(row),
                statistics.volatility.map { Numbers.unsignedPercent($0) } ?? Numbers.missing,
                statistics.variance.map { Numbers.variance($0) } ?? Numbers.missing,
                row.rank.map { Numbers.fixed($0, decimals: 3) } ?? Numbers.missing,
                row.turnover.map { "$" + Numbers.compact($0) } ?? Numbers.missing,
            ]
        }
        let widths = heads.indices.map { column in
            ([heads] + rows).map { $0[column].cellWidth }.max() ?? 0
        }
        return ([heads] + rows).map { row in
            let fields = zip(row, widths).enumerated().map { column, field in
                let blanks = String(repeating: " ", count: field.1 - field.0.cellWidth)
                return column < 2 ? field.0 + blanks : blanks + field.0
            }
            return fields.joined(separator: "  ") + "\n"
        }.joined()
    }

    /// The change, or how old the price is: `16 h ago`.
    private static func change(_ row: TopAnswer.Row) -> String {
        if let age = row.age, age.isOld { return age.text + " ago" }
        return row.statistics.change.map { Numbers.percent($0) } ?? Numbers.missing
    }

    /// As the screen would show it: names come from outside.
    private static func plain(_ name: String) -> String { name.plain(upTo: 40) }
}
