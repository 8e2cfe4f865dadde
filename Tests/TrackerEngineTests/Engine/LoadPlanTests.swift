import Testing

@testable import TrackerEngine

struct LoadPlanTests {
    static func contents(_ sizes: [(String, Int)]) throws -> [StoredMarket] {
        try sizes.map { StoredMarket(market: try Market($0.0), pairs: $0.1) }
    }

    static func parts(_ plan: LoadPlan) -> [(markets: [String], read: Int?)] {
        var plan = plan
        var parts: [(markets: [String], read: Int?)] = []
        while let part = plan.next() {
            parts.append((part.markets.map(\.name), part.progress?.read))
        }
        return parts
    }

    @Test(
        arguments: [
            ("b", ["b"]), ("gone", ["kraken"]), (nil, ["kraken"]),
        ] as [(String?, [String])])
    func `the market that is looked at comes first, alone`(first: String?, part: [String]) throws {
        let contents = try Self.contents([("a", 3000), ("b", 2), ("c", 1500), ("kraken", 7)])
        let plan = LoadPlan(contents, first: try first.map { try Market($0) })
        #expect(Self.parts(plan).first?.markets == part)
    }

    @Test func `without any of these it is the largest`() throws {
        let plan = LoadPlan(try Self.contents([("a", 3), ("b", 2)]), first: nil)
        #expect(Self.parts(plan).map(\.markets) == [["a"], ["b"]])
    }

    @Test func `every market is in one part, and the last part has no progress`() throws {
        let sizes = (0..<40).map { ("m\($0)", $0 * 97 % 1000 + 1) }
        let parts = Self.parts(LoadPlan(try Self.contents(sizes), first: nil))
        #expect(parts.flatMap(\.markets).sorted() == sizes.map(\.0).sorted())
        #expect(parts.dropLast().allSatisfy { $0.read != nil })
        #expect(parts.last?.read == nil)
        #expect(parts.count < 10)
        #expect(Self.parts(LoadPlan([], first: nil)).isEmpty)
    }
}
