import Testing

@testable import TrackerScreen

struct PairColumnsTests {
    private static func names(_ columns: PairColumns) -> [String] {
        let figures = columns.figures.map(\.figure.rawValue)
        return (columns.price.isEmpty ? [] : ["price"])
            + (columns.change.map { _ in ["change"] } ?? [])
            + figures + (columns.range.map { _ in ["range"] } ?? [])
            + (columns.spark.map { _ in ["spark"] } ?? [])
    }

    /// The insides of the pane at the widths of the screen that the layout tells apart.
    @Test(arguments: [
        (31, PairSort.Column.turnover, ["price", "change"]),
        (31, .name, ["price", "change"]),
        (31, .volatility, ["price", "volatility"]),
        (31, .rank, ["price", "rank"]),
        (40, .turnover, ["price", "change", "turnover"]),
        (40, .rank, ["price", "change", "rank"]),
        (40, .change, ["price", "change", "volatility"]),
        (48, .turnover, ["price", "change", "volatility", "turnover"]),
        (56, .turnover, ["price", "change", "volatility", "turnover", "spark"]),
        (56, .name, ["price", "change", "volatility", "turnover", "spark"]),
        (64, .turnover, ["price", "change", "volatility", "rank", "turnover", "spark"]),
        (82, .turnover, ["price", "change", "volatility", "rank", "turnover", "range", "spark"]),
        (82, .rank, ["price", "change", "volatility", "rank", "turnover", "range", "spark"]),
    ])
    func `columns come in the order of their worth`(
        width: Int, order: PairSort.Column, shown: [String]
    ) {
        #expect(Self.names(PairColumns(width: width, names: 9, order: order)) == shown)
    }

    @Test func `the last price has twelve columns, ten where names lack the room`() {
        #expect(PairColumns(width: 56, names: 9).price.count == 12)
        #expect(PairColumns(width: 31, names: 9).price.count == 10)
        #expect(PairColumns(width: 31, names: 9).change?.count == 8)
        #expect(PairColumns(width: 40, names: 9, order: .rank).price.count == 12)
        #expect(PairColumns(width: 40, names: 15, order: .rank).price.count == 10)
        #expect(PairColumns(width: 40, names: 15, order: .rank).name.count == 13)
    }

    @Test func `spare columns go to the name, then to the sparkline, then to the name`() {
        #expect(PairColumns(width: 82, names: 9, order: .turnover).spark?.count == 20)
        #expect(PairColumns(width: 82, names: 15, order: .turnover).name.count == 15)
        let wide = PairColumns(width: 120, names: 15, order: .turnover)
        #expect(wide.spark?.count == 25 && wide.name.count == 20)
    }

    @Test(arguments: 0...300)
    func `columns stand beside each other, within the pane, and none is cut`(width: Int) {
        for order in PairSort.Column.allCases {
            for (names, hasMarkets) in [(4, false), (9, false), (18, false), (9, true), (18, true)]
            {
                let columns = PairColumns(
                    width: width, names: names, hasMarkets: hasMarkets, order: order)
                var end = columns.name.upperBound
                let figures = columns.figures.map(\.place)
                let others = [columns.change] + figures + [columns.range, columns.spark]
                for place in [columns.price] + others.compactMap(\.self) {
                    #expect(place.lowerBound == end)
                    end = place.upperBound
                }
                #expect(end <= max(2, width))
                guard width >= PairColumns.least else { continue }
                #expect(columns.name.count >= 8 && columns.price.count >= 10)
                #expect(figures.allSatisfy { $0.count >= 6 })
                let own = columns.figures.contains { $0.figure == order }
                let isFigure = [.volatility, .rank, .turnover].contains(order)
                #expect(!isFigure || own || width < (order == .turnover ? 37 : 29))
                #expect(columns.change != nil || width < 30 || isFigure && width < 37)
            }
        }
    }

    @Test(arguments: 20...120)
    func `a click on a head orders by what stands below it`(width: Int) {
        let columns = PairColumns(width: width, names: 9, order: .turnover)
        for (figure, place) in columns.figures {
            #expect(place.allSatisfy { columns.column(at: $0) == figure })
        }
        #expect(
            columns.column(at: 0) == .name && columns.column(at: columns.price.lowerBound) == .price
        )
        #expect(columns.column(at: width) == nil)
    }
}
