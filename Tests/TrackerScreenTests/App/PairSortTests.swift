import TestSupport
import Testing
import TrackerEngine

@testable import TrackerScreen

struct PairSortTests {
    /// Pairs of two markets whose last price is up to 9 minutes old; some have only one.
    private static func day(
        seed: UInt64
    ) throws -> (day: RollingDay, old: Set<Instrument>) {
        var random = SeededGenerator(seed: seed)
        var day = RollingDay()
        var old: Set<Instrument> = []
        for number in 0..<30 {
            let instrument = Instrument(
                market: number.isMultiple(of: 2) ? .kraken : try Market("okx"),
                pair: try Pair("pair\(number)"))
            let age = Int.random(in: 0...9, using: &random)
            if age >= 5 { old.insert(instrument) }
            // Of few values, so that many changes are equal.
            let amounts = (0..<Int.random(in: 1...4, using: &random)).map { _ in
                Double(Int.random(in: 1...3, using: &random))
            }
            let start = SampleState.now.advanced(by: -age - amounts.count + 1)
            day.merge(Series(start: start, amounts: amounts), of: instrument)
        }
        return (day, old)
    }

    @Test(arguments: UInt64(1)...40)
    func `by change, old prices come last in either direction, ordered as the others are`(
        seed: UInt64
    ) throws {
        let (day, old) = try Self.day(seed: seed)
        let snapshot = try SampleState.snapshot(day)
        let pairs = snapshot.window.instruments.sorted {
            ($0.pair, $0.market) < ($1.pair, $1.market)
        }
        for isAscending in [true, false] {
            var figures = FigureLookup(snapshot, in: snapshot.window)
            let sort = PairSort(column: .change, isAscending: isAscending)
            let sorted = sort.sorted(pairs, by: &figures)
            #expect(Set(sorted) == Set(pairs) && sorted.count == pairs.count)
            let changes = sorted.map { figures.statistics(of: $0)?.change }
            let groups = zip(sorted, changes).map { $1 == nil ? 2 : old.contains($0) ? 1 : 0 }
            #expect(groups == groups.sorted())
            for group in 0...1 {
                let part = zip(groups, changes).filter { $0.0 == group }.compactMap(\.1)
                #expect(part == part.sorted(by: isAscending ? (<) : (>)))
            }
        }
    }

    @Test(arguments: [PairSort.Column.price, .rank, .volatility])
    func `by another figure the age of a price makes no difference`(
        _ column: PairSort.Column
    ) throws {
        for seed in UInt64(1)...9 {
            let (day, _) = try Self.day(seed: seed)
            let snapshot = try SampleState.snapshot(day)
            var figures = FigureLookup(snapshot, in: snapshot.window)
            let sort = PairSort(column: column, isAscending: true)
            let sorted = sort.sorted(snapshot.window.instruments, by: &figures)
            let known = sorted.compactMap { figures.figure(column, of: $0) }
            #expect(!known.isEmpty && known == known.sorted())
        }
    }
}
