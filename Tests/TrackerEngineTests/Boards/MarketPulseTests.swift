import TestSupport
import Testing

@testable import TrackerEngine

struct MarketPulseTests {
    static let bases = ["aaa", "btc", "ccc", "dd"]
    static let quotes = ["usd", "eur", "usdt", "xyz"]

    /// A day of two markets, some hours packed, some pairs late, gone or without a price.
    static func day(seed: UInt64) throws -> (day: RollingDay, last: Minute) {
        var random = SeededGenerator(seed: seed)
        var day = RollingDay()
        var minute = RollingDayTests.now
        for _ in 0..<120 {
            minute = minute.advanced(by: [1, 1, 1, 2, 7, 61].randomElement(using: &random) ?? 1)
            var quotes: [Quote] = []
            for market in ["a", "b"] {
                for base in bases {
                    for quote in Self.quotes where Int.random(in: 0..<4, using: &random) > 0 {
                        quotes.append(try Self.quote(market, base, quote, &random))
                    }
                }
            }
            day.ingest(Batch(minute: minute, quotes: quotes))
            if Int.random(in: 0..<6, using: &random) == 0 {
                day.note(Array(quotes.shuffled(using: &random).prefix(3)))
            }
            if Int.random(in: 0..<4, using: &random) == 0 {
                _ = day.seal(before: minute.advanced(by: -3))
                day.drop(before: minute.windowStart)
            }
        }
        return (day, minute)
    }

    private static func quote(
        _ market: String, _ base: String, _ quote: String, _ random: inout SeededGenerator
    ) throws -> Quote {
        // Few different prices: changes are often 0 or equal; one in some is 0, which is none.
        let price = Double(Int.random(in: 0...12, using: &random)) / 4
        let traded =
            Bool.random(using: &random)
            ? try Traded(Double(Int.random(in: 0...3, using: &random)), in: .dollars) : nil
        return Quote(
            Instrument(market: try Market(market), pair: try Pair(base + quote)),
            Price(stored: price), traded: traded,
            baseLength: quote == "xyz" ? 0 : UInt8(base.utf8.count))
    }

    /// The change of each pair that counts, by its statistics and its age.
    static func changes(_ window: DayWindow, _ market: Market) -> [Mover] {
        let board = window.board(of: market)
        return zip(board.pairs, board.statistics).compactMap { pair, statistics in
            let instrument = Instrument(market: market, pair: pair)
            guard let change = statistics.change,
                PriceAge(of: instrument, in: window)?.isOld == false
            else { return nil }
            return Mover(instrument: instrument, change: change)
        }
    }

    private static func middle(_ figures: [Double]) -> Double? {
        guard !figures.isEmpty else { return nil }
        let (sorted, half) = (figures.sorted(), (figures.count - 1) / 2)
        let isOdd = figures.count % 2 == 1
        return isOdd ? sorted[half] : sorted[half] + 0.5 * (sorted[half + 1] - sorted[half])
    }

    @Test(arguments: UInt64(1)...60)
    func `counts, median and top mover are those of the statistics`(seed: UInt64) throws {
        let (day, last) = try Self.day(seed: seed)
        for back in [0, 1, 3, 40, 300, 900] {
            let window = DayWindow(day, through: last.advanced(by: -back))
            var all: [Double] = []
            for market in [try Market("a"), try Market("b"), try Market("none")] {
                let (pulse, changes) = (window.pulse(of: market), Self.changes(window, market))
                all += changes.map(\.change)
                #expect(pulse.up == changes.count { $0.change > 0 })
                #expect(pulse.down == changes.count { $0.change < 0 })
                #expect(pulse.still == changes.count { $0.change == 0 })
                #expect(pulse.median == Self.middle(changes.map(\.change)))
                let top = changes.map(\.change.magnitude).max()
                #expect(pulse.topMover == changes.first { $0.change.magnitude == top })
            }
            let whole = window.pulse
            #expect(whole.up == all.count { $0 > 0 } && whole.down == all.count { $0 < 0 })
            #expect(whole.still == all.count { $0 == 0 } && whole.median == Self.middle(all))
        }
    }

    @Test(arguments: UInt64(1)...40)
    func `movers have each coin once, by its pair of the largest turnover`(seed: UInt64) throws {
        let (day, last) = try Self.day(seed: seed)
        let window = DayWindow(day, through: last.advanced(by: seed.isMultiple(of: 2) ? 0 : -30))
        let counts = window.baseCounts
        for market in [try Market("a"), try Market("b")] {
            let coins = Dictionary(grouping: Self.changes(window, market)) { mover in
                Self.bases.first { mover.instrument.pair.name.hasPrefix($0) && !$0.isEmpty }
                    .map { mover.instrument.pair.name.hasSuffix("xyz") ? $0 + "xyz" : $0 } ?? ""
            }
            let ones = coins.values.compactMap { pairs in
                pairs.min { left, right in
                    let (one, other) = (left.instrument, right.instrument)
                    let traded = (window.turnover(of: one), window.turnover(of: other))
                    if traded.0 != traded.1 { return (traded.0 ?? -1) > (traded.1 ?? -1) }
                    return window.weight(of: one, counts) < window.weight(of: other, counts)
                }
            }.sorted { $0.instrument < $1.instrument }
            let pulse = window.pulse(of: market)
            let gains = ones.filter { $0.change > 0 }
            #expect(pulse.gains.map(\.change) == gains.map(\.change).sorted(by: >))
            #expect(pulse.gains.sorted { $0.instrument < $1.instrument } == gains)
            let losses = ones.filter { $0.change < 0 }
            #expect(pulse.losses.map(\.change) == losses.map(\.change).sorted())
            #expect(pulse.losses.sorted { $0.instrument < $1.instrument } == losses)
        }
    }

    @Test func `of many movers the largest are listed`() throws {
        var day = RollingDay()
        let names = (0..<120).map { "c\($0)" }
        for (minute, prices) in [(0, 0), (1, 1)] {
            let quotes = try names.enumerated().map { place, name in
                Quote(
                    Instrument(market: .kraken, pair: try Pair(name + "usd")),
                    try Price(100 + Double(prices * (place - 55))), baseLength: 0)
            }
            day.ingest(Batch(minute: RollingDayTests.now.advanced(by: minute), quotes: quotes))
        }
        let pulse = DayWindow(day, through: RollingDayTests.now.next).pulse(of: .kraken)
        #expect(pulse.gains.count == 50 && pulse.gains.first?.instrument.pair.name == "c119usd")
        #expect(pulse.losses.count == 50 && pulse.losses.first?.instrument.pair.name == "c0usd")
        #expect((pulse.up, pulse.down, pulse.still) == (64, 55, 1))
    }

    @Test func `a touched market and the whole are counted anew, the others are not`() throws {
        var boards = BoardCache(try Self.day(seed: 1).day)
        let (one, other) = (try Market("a"), try Market("b"))
        var made: [String] = []
        func ask(_ boards: BoardCache) {
            for market in [one, other] {
                _ = boards.changes(of: market) {
                    made.append(market.name)
                    return MarketChanges(nil, through: RollingDayTests.now, oldAfter: 5)
                }
            }
            _ = boards.pulse {
                made.append("whole")
                return DayPulse(up: 0, down: 0, still: 0, median: nil)
            }
        }
        ask(boards)
        ask(boards)
        #expect(made == ["a", "b", "whole"])
        let before = boards
        boards.touch(other)
        ask(boards)
        ask(before)
        #expect(made == ["a", "b", "whole", "b", "whole"])
    }
}
