import TestSupport
import Testing

@testable import TrackerEngine

struct FigureOrderTests {
    /// Figures of which many are equal, outdated or missing.
    private static func pairs(seed: UInt64) -> [(figure: Double?, isOutdated: Bool)] {
        var random = SeededGenerator(seed: seed)
        return (0..<Int.random(in: 0...30, using: &random)).map { _ in
            let isKnown = Int.random(in: 0..<4, using: &random) > 0
            return (
                isKnown ? Double(Int.random(in: -3...3, using: &random)) : nil,
                Bool.random(using: &random)
            )
        }
    }

    @Test(arguments: UInt64(1)...60)
    func `current figures come first, then outdated ones, then none, in either direction`(
        seed: UInt64
    ) {
        let pairs = Self.pairs(seed: seed)
        var order = FigureOrder()
        for pair in pairs { order.append(pair.figure, isOutdated: pair.isOutdated) }
        let figured = pairs.indices.filter { pairs[$0].figure != nil }
        #expect(order.known == figured.count)
        for isAscending in [true, false] {
            let places = order.places(by: isAscending ? (<) : (>))
            #expect(places.sorted() == Array(pairs.indices))
            let groups = places.map { place in
                pairs[place].figure == nil ? 2 : pairs[place].isOutdated ? 1 : 0
            }
            #expect(groups == groups.sorted())
            for (left, right) in zip(places.indices, places.indices.dropFirst())
            where groups[left] == groups[right] {
                let one = (pairs[places[left]].figure ?? 0, places[left])
                let other = (pairs[places[right]].figure ?? 0, places[right])
                if one.0 == other.0 {
                    #expect(one.1 < other.1)
                } else {
                    #expect((one.0 < other.0) == isAscending)
                }
            }
        }
    }
}
