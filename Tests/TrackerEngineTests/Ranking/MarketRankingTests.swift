import Testing

@testable import TrackerEngine

struct MarketRankingTests {
    static func ranking(_ figures: [(String, Double?)]) throws -> MarketRanking {
        MarketRanking(try figures.map { (pair: try Pair($0.0), figure: $0.1) })
    }

    @Test func `the highest figure comes first and ties go by name`() throws {
        let ranking = try Self.ranking([("b", 1), ("c", 5), ("a", 1), ("d", nil), ("e", 0)])
        #expect(ranking.order.map(\.name) == ["c", "a", "b", "e"])
        #expect(ranking.place(of: try Pair("a")) == 2)
        #expect(ranking.rank(of: try Pair("d")) == nil)
        #expect(ranking.rank(of: try Pair("e")) == 1)
        #expect(ranking.rank(of: try Pair("c")) == 0.25)
    }

    /// Halves to even, as NumPy rounds.
    @Test(arguments: [
        (1, 80, 0.012), (3, 80, 0.038), (27, 693, 0.039), (1, 3, 0.333), (2, 3, 0.667),
    ])
    func `the rank has three decimals`(place: Int, count: Int, rank: Double) throws {
        let ranking = try Self.ranking((0..<count).map { ("p\($0)", Double(count - $0)) })
        #expect(ranking.rank(of: try Pair("p\(place - 1)")) == rank)
    }

    @Test func `a market without figures ranks nobody`() throws {
        let ranking = try Self.ranking([("a", nil)])
        #expect(ranking.count == 0)
        #expect(ranking.rank(of: try Pair("a")) == nil)
    }
}
