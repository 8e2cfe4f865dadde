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
        for shown in [0..<amounts.count, amounts.count / 3..<amounts.count, 0..<0] {
            for count in [1, 7, 60, 400] {
                let columns = moves.columns(count, of: shown)
                #expect(columns.count == count)
                for (number, column) in columns.enumerated() {
                    let part = Self.minutes(of: number, count, shown).map { moves.all[$0] }
                        .filter { !$0.isNaN }
                    #expect(column?.median == Self.middle(part.map(\.magnitude)))
                    #expect(column?.sum == (part.isEmpty ? nil : part.reduce(0, +)))
                }
            }
        }
    }

    /// The minutes of a column: its own, else the one that reaches over it.
    private static func minutes(of column: Int, _ count: Int, _ shown: Range<Int>) -> [Int] {
        func place(_ offset: Int) -> Int { (offset - shown.lowerBound) * count / shown.count }
        let own = shown.filter { place($0) == column }
        return own.isEmpty ? shown.filter { place($0) < column }.suffix(1) : own
    }

    private static func middle(_ figures: [Double]) -> Double? {
        guard !figures.isEmpty else { return nil }
        let (sorted, half) = (figures.sorted(), (figures.count - 1) / 2)
        let isOne = figures.count % 2 == 1 || sorted[half] == sorted[half + 1]
        return isOne ? sorted[half] : sorted[half] + 0.5 * (sorted[half + 1] - sorted[half])
    }

    // MARK: - Bad ticks

    private static func badTicks(_ amounts: [Double]) -> [Int] {
        let moves = MinuteMoves(amounts)
        return amounts.indices.filter(moves.isBadTick)
    }

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
        #expect(Self.badTicks(amounts) == [])
        let places = [20, 90, 160, 230].filter { _ in Bool.random(using: &random) }
        for place in places {
            amounts[place] *= Bool.random(using: &random) ? 1.05 : 0.9
        }
        #expect(Self.badTicks(amounts) == places)
        // Beside a hole nobody can tell.
        if let place = places.first {
            amounts[place + 1] = .nan
            #expect(Self.badTicks(amounts) == Array(places.dropFirst()))
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
            #expect(Self.badTicks(amounts) == [])
        }
    }

    @Test func `a price that mostly stands still has a usual move all the same`() {
        var amounts = [Double](repeating: 100, count: 100)
        for place in 50..<100 { amounts[place] = 100.1 }
        amounts[70] = 130
        let moves = Series(start: Minute(index: 0), amounts: amounts).moves
        #expect(moves.median == 0)
        // Nobody knows what is usual of three moves.
        #expect(Self.badTicks(amounts) == [])
        for place in 80..<90 { amounts[place] = 100.1 + Double(place % 2) / 10 }
        #expect(Self.badTicks(amounts) == [70])
    }

    private static func walk(_ seed: UInt64) -> [Double] {
        var random = SeededGenerator(seed: seed)
        var price = 1000.0
        return (0..<1440).map { _ in
            price += Double.random(in: -1...1, using: &random)
            return price
        }
    }

    private static func stretching(_ amounts: [Double], of minutes: Range<Int> = 0..<1440) -> [Int]
    {
        Series(start: Minute(index: 0), amounts: amounts).badTicks(of: minutes)
    }

    @Test(arguments: UInt64(1)...30)
    func `a bad tick far beyond all other prices is left out, a price that stays is none`(
        seed: UInt64
    ) {
        var amounts = Self.walk(seed)
        #expect(Self.stretching(amounts).isEmpty)
        amounts[700] = 3000
        amounts[900] = 1
        #expect(Set(Self.stretching(amounts)) == [700, 900])
        #expect(Self.stretching(amounts, of: 701..<1440) == [900])
        #expect(Self.stretching(amounts, of: 900..<1440) == [])
        for place in 900..<1440 { amounts[place] += 2000 }
        #expect(!Self.stretching(amounts).contains { $0 > 900 })
        // Both ends lack a neighbour that would say so.
        var ends = Self.walk(seed)
        (ends[0], ends[1439]) = (5000, 1)
        #expect(Self.stretching(ends).isEmpty)
    }
}
