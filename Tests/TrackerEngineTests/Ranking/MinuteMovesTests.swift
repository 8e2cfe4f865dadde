import TestSupport
import Testing

@testable import TrackerEngine

struct MinuteMovesTests {
    @Test(arguments: UInt64(1)...80)
    func `moves and their medians are those of a plain look`(seed: UInt64) {
        let amounts = Samples.amounts(Int(seed % 300), seed: seed)
        let moves = MinuteMoves(amounts)
        let isThere = amounts.map { $0 > 0 && $0.isFinite }
        #expect(moves.all.count == amounts.count)
        for place in amounts.indices {
            guard place > 0, isThere[place], isThere[place - 1] else {
                #expect(moves.all[place].isNaN)
                continue
            }
            #expect(moves.all[place] == amounts[place] / amounts[place - 1] - 1)
        }
        let sizes = moves.all.map(\.magnitude).filter { !$0.isNaN }
        #expect(moves.median == Self.middle(sizes))
        #expect(moves.usual == Self.middle(sizes.filter { $0 > 0 }))
        for columns in [1, 7, 60, 400] {
            let medians = moves.medians(of: columns)
            #expect(medians.count == columns)
            for column in 0..<columns {
                let part = moves.all.indices.filter { $0 * columns / moves.all.count == column }
                    .map { moves.all[$0].magnitude }.filter { !$0.isNaN }
                #expect(Samples.isSame([medians[column]], [Self.middle(part) ?? .nan]))
            }
        }
        let shown = amounts.count / 3..<amounts.count
        let expected: [Double] = (0..<9).map { column in
            let part = shown.filter { ($0 - shown.lowerBound) * 9 / shown.count == column }
            let sizes = part.map { moves.all[$0].magnitude }
            return Self.middle(sizes.filter { !$0.isNaN }) ?? .nan
        }
        #expect(Samples.isSame(moves.medians(of: 9, in: shown), expected))
    }

    private static func middle(_ figures: [Double]) -> Double? {
        guard !figures.isEmpty else { return nil }
        let (sorted, half) = (figures.sorted(), (figures.count - 1) / 2)
        let isOne = figures.count % 2 == 1 || sorted[half] == sorted[half + 1]
        return isOne ? sorted[half] : sorted[half] + 0.5 * (sorted[half + 1] - sorted[half])
    }

    // MARK: - Bad ticks

    /// A price that moves by about 0.1 % a minute.
    private static func quiet(seed: UInt64) -> [Double] {
        var random = SeededGenerator(seed: seed)
        var price = 100.0
        return (0..<240).map { _ in
            price *= 1 + Double.random(in: 0.0005...0.0015, using: &random)
            price *= Bool.random(using: &random) ? 1 : 0.998
            return price
        }
    }

    @Test(arguments: UInt64(1)...40)
    func `single prices far from both neighbours are found, and nothing else`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var amounts = Self.quiet(seed: seed)
        #expect(MinuteMoves(amounts).badTicks == [])
        let places = [20, 90, 160, 230].filter { _ in Bool.random(using: &random) }
        for place in places {
            amounts[place] *= Bool.random(using: &random) ? 1.05 : 0.9
        }
        #expect(MinuteMoves(amounts).badTicks == places)
        // Beside a hole nobody can tell.
        if let place = places.first {
            amounts[place + 1] = .nan
            #expect(MinuteMoves(amounts).badTicks == Array(places.dropFirst()))
        }
    }

    @Test func `a step, two prices in a row and the newest price are no bad ticks`() {
        let quiet = Self.quiet(seed: 7)
        var step = quiet
        for place in 100..<step.count { step[place] *= 1.2 }
        var two = quiet
        for place in 100...101 { two[place] *= 1.2 }
        var newest = quiet
        newest[newest.count - 1] *= 1.2
        // It jumps and stays half way.
        var half = quiet
        half[100] *= 1.2
        for place in 101..<half.count { half[place] *= 1.1 }
        let others: [[Double]] = [step, two, newest, half, [], [1], [1, 2, 1]]
        for amounts in others {
            #expect(MinuteMoves(amounts).badTicks == [])
        }
    }

    @Test func `a price that mostly stands still has a usual move all the same`() {
        var amounts = [Double](repeating: 100, count: 100)
        for place in 50..<100 { amounts[place] = 100.1 }
        amounts[70] = 130
        let moves = Series(start: Minute(index: 0), amounts: amounts).moves
        #expect(moves.median == 0)
        // Of three moves the middle one is that back, 23 %: too large for 8 times of it.
        #expect(moves.badTicks == [])
        for place in 80..<90 { amounts[place] = 100.1 + Double(place % 2) / 10 }
        #expect(MinuteMoves(amounts).badTicks == [70])
    }
}
