import Testing

@testable import TrackerEngine

struct GapTests {
    static let now = RollingDayTests.now

    private static func series(_ minutes: ClosedRange<Int>) -> Series {
        let amounts = (0..<1440).map { minutes.contains($0) ? 5 : Double.nan }
        return Series(start: now.advanced(by: -1439), amounts: amounts)
    }

    private static func minute(_ offset: Int) -> Minute { now.advanced(by: offset - 1439) }

    @Test(arguments: [false, true])
    func `a hole has the reason that the others' prices tell`(isSealed: Bool) throws {
        var day = RollingDay()
        let pair = Instrument(market: .kraken, pair: try Pair("a"))
        day.merge(Self.series(300...1400), of: pair)
        day.merge(
            Self.series(200...1400), of: Instrument(market: .kraken, pair: try Pair("b")))
        day.merge(
            Self.series(100...1420), of: Instrument(market: try Market("okx"), pair: try Pair("a")))
        if isSealed { _ = day.seal(before: Self.now) }
        let window = DayWindow(day, through: Self.now)
        let expected: [(Int, Gap?)] = [
            (0, .notPolled), (99, .notPolled), (100, .pollFailed), (199, .pollFailed),
            (200, .absent), (299, .absent), (300, nil), (1400, nil), (1401, .pollFailed),
            (1420, .pollFailed), (1421, .ahead), (1500, .ahead),
        ]
        for (offset, gap) in expected {
            #expect(window.gap(of: pair, at: Self.minute(offset)) == gap, "minute \(offset)")
        }
        let past = window.advanced(to: Self.minute(350))
        #expect(past.gap(of: pair, at: Self.minute(350)) == nil)
        #expect(past.gap(of: pair, at: Self.minute(351)) == .ahead)
    }

    @Test func `what was fetched afterwards counts as no poll, and long candles say so`() throws {
        var day = RollingDay()
        let pair = Instrument(market: .kraken, pair: try Pair("a"))
        let other = Instrument(market: .kraken, pair: try Pair("b"))
        day.merge(Self.series(1000...1439), of: pair)
        day.merge(Self.series(1000...1439), of: other)
        let coarse = (0..<1000).map { $0 % 30 == 10 ? 7 : Double.nan }
        let start = Self.now.advanced(by: -1439)
        _ = day.backfill(
            Backfill(pair, Series(start: start, amounts: coarse), isCoarse: true),
            sealedBefore: Self.now)
        let window = DayWindow(day, through: Self.now)
        #expect(window.gap(of: pair, at: Self.minute(40)) == nil)
        #expect(window.gap(of: pair, at: Self.minute(45)) == .coarse(minutes: 30))
        #expect(window.gap(of: pair, at: Self.minute(5)) == .notPolled)
        #expect(window.gap(of: other, at: Self.minute(40)) == .notPolled)
    }
}

struct PastWindowTests {
    static let now = RollingDayTests.now

    @Test(arguments: UInt64(1)...30)
    func `the window of a past minute is that of a day which ended then`(seed: UInt64) throws {
        let (day, _) = try RunScanTests.day(seed: seed)
        for ago in [0, 1, 59, 60, 200, 1000] {
            let last = Self.now.advanced(by: -ago)
            var then = RollingDay()
            for instrument in day.instruments(since: Minute(index: 0)) {
                guard let series = day.series(of: instrument, through: last) else { continue }
                then.merge(series, of: instrument)
            }
            let (past, whole) = (
                DayWindow(day, through: Self.now).advanced(to: last), DayWindow(then, through: last)
            )
            #expect(past.markets == whole.markets)
            #expect(past.instruments == whole.instruments)
            for market in whole.markets {
                #expect(past.pairCount(of: market) == whole.pairCount(of: market))
                let (left, right) = (past.board(of: market), whole.board(of: market))
                #expect(left.pairs == right.pairs)
                #expect(left.statistics.map(\.last) == right.statistics.map(\.last))
                #expect(left.byVariance == right.byVariance)
                for pair in left.pairs {
                    let instrument = Instrument(market: market, pair: pair)
                    #expect(
                        past.latest(of: instrument)?.minute == whole.latest(of: instrument)?.minute)
                }
            }
        }
    }
}
