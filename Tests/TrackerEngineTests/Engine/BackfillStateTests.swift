import Testing

@testable import TrackerEngine

/// What the backfill decides, without an engine.
struct BackfillStateTests {
    static let noon = EngineStateTests.noon
    static let minute = EngineStateTests.minute

    /// A past of one page a pair.
    struct Past: CandleSource {
        let known: Set<Instrument>
        let pause = Duration.milliseconds(100)

        func pages(
            of instrument: Instrument, covering minutes: ClosedRange<Minute>, at now: Timestamp
        ) -> [CandlePage] {
            known.contains(instrument) ? [CandlePage(minutes)] : []
        }

        func candles(
            of instrument: Instrument, on page: CandlePage, at now: Timestamp
        ) async throws(QuoteError) -> Backfill { throw .cancelled }
    }

    static func holes(
        at now: Timestamp = noon, known: [Instrument] = [], providers: [Market: Int] = [.kraken: 0],
        answered: Timestamp? = nil, day: RollingDay = RollingDay(), hasPast: Bool = true
    ) -> Holes {
        Holes(
            day: day, minute: minute, now: now, providers: providers, answered: [answered],
            histories: [hasPast ? Past(known: Set(known)) : nil])
    }

    static func day(_ instrument: Instrument, _ minutes: ClosedRange<Int>) throws -> RollingDay {
        var day = RollingDay()
        for offset in minutes {
            let quote = Quote(instrument, try Price(1))
            day.ingest(Batch(minute: minute.advanced(by: offset), quotes: [quote]))
        }
        return day
    }

    @Test func `a pair is asked for the minutes that it lacks, and the running one is for polls`()
        throws
    {
        let pair = try Samples.instrument(0)
        let all = try #require(Self.holes(known: [pair]).pages(of: pair, beside: nil))
        #expect(all.map(\.minutes) == [Self.minute.windowStart...Self.minute.advanced(by: -1)])
        let whole = try Self.day(pair, -1439 ... -1)
        #expect(Self.holes(known: [pair], day: whole).pages(of: pair, beside: nil) == [])
        let lacking = try Self.day(pair, -1439 ... -2)
        #expect(Self.holes(known: [pair], day: lacking).pages(of: pair, beside: nil) == all)
        // What its source has told of already it does not have.
        let told = Self.minute.advanced(by: -9)...Self.minute
        #expect(Self.holes(known: [pair], day: lacking).pages(of: pair, beside: told) == [])
    }

    @Test func `a pair that its source does not know is waited for, unless it is gone`() throws {
        let pair = try Samples.instrument(0)
        // Nobody serves its market, or its source has not answered yet.
        #expect(Self.holes(providers: [:]).pages(of: pair, beside: nil) == nil)
        #expect(Self.holes().pages(of: pair, beside: nil) == nil)
        // It has answered, and never had it.
        #expect(Self.holes(answered: Self.noon).pages(of: pair, beside: nil) == [])
        for (offset, isGone) in [(0, false), (-1, false), (-2, true), (-600, true)] {
            let day = try Self.day(pair, offset...offset)
            let pages = Self.holes(answered: Self.noon, day: day).pages(of: pair, beside: nil)
            #expect((pages == []) == isGone, "\(offset)")
        }
    }

    @Test func `a source without a past has nothing to be asked for, and no pause`() throws {
        let pair = try Samples.instrument(0)
        let holes = Self.holes(hasPast: false)
        #expect(holes.pages(of: pair, beside: nil) == [])
        #expect(holes.pause(of: .kraken) == .zero)
        #expect(Self.holes().pause(of: .kraken) == .milliseconds(100))
        #expect(Self.holes().pause(of: nil) == .zero)
    }

    @Test func `a clock that was set back has no minutes to fill until it is noticed`() throws {
        let pair = try Samples.instrument(0)
        let past = Self.noon + .seconds(-2 * 86_400)
        #expect(Self.holes(at: past, known: [pair]).pages(of: pair, beside: nil) == nil)
    }

    @Test func `wishes are granted one after the other, each once, and not without end`() throws {
        let pairs = try (0..<3).map { try Samples.instrument($0) }
        var state = BackfillState(mode: .view)
        let holes = Self.holes(known: pairs)
        var isNews = pairs.map { state.wish(for: $0) }
        #expect(isNews == [true, true, true])
        isNews = pairs.map { state.wish(for: $0) }
        #expect(isNews == [false, false, false])
        var (now, asked) = (Self.noon, [Instrument]())
        for _ in 0..<30 {
            if let request = state.next(at: now, holes) {
                asked.append(request.instrument)
                state.succeeded(request)
            }
            now = now + .milliseconds(200)
        }
        #expect(asked == pairs)
        for number in 0..<1000 { _ = state.wish(for: try Samples.instrument(number)) }
        let late = state.wish(for: try Samples.instrument(1000))
        #expect(!late)
    }

    @Test func `a wish that cannot be granted holds up the next one for a minute only`() throws {
        let pairs = try (0..<2).map { try Samples.instrument($0) }
        var state = BackfillState(mode: .view)
        for pair in pairs { _ = state.wish(for: pair) }
        // The source knows the second one only, and has not answered.
        let holes = Self.holes(known: [pairs[1]])
        var (now, first) = (Self.noon, Optional<Duration>.none)
        for _ in 0..<400 where first == nil {
            if let request = state.next(at: now, holes) {
                #expect(request.instrument == pairs[1])
                first = now - Self.noon
            }
            now = now + .milliseconds(250)
        }
        let wait = try #require(first)
        #expect(wait > BackfillState.longestWait && wait < BackfillState.longestWait + .seconds(2))
    }

    @Test func `what nobody waits for is told every two seconds, anything else at once`() throws {
        let pairs = try (0..<40).map { try Samples.instrument($0) }
        var state = BackfillState(mode: .market)
        state.look(at: Focus(instrument: pairs[0], order: pairs), at: Self.noon)
        let holes = Self.holes(known: pairs)
        var (now, told) = (Self.noon, [(at: Timestamp, progress: BackfillProgress)]())
        for _ in 0..<200 {
            if let request = state.next(at: now, holes) { state.succeeded(request) }
            if state.showProgress(at: now) { told.append((now, state.shown)) }
            now = now + .milliseconds(100)
        }
        #expect(told.last?.progress.market == nil)
        let minor = told.filter { $0.progress.market != nil }
        #expect(minor.count > 3)
        for (one, other) in zip(minor, minor.dropFirst()) {
            #expect(other.at - one.at >= BackfillState.reportGap)
        }
    }

    @Test func `nothing is underway or shown once another program fetches`() throws {
        let pairs = try (0..<3).map { try Samples.instrument($0) }
        var state = BackfillState(mode: .view)
        state.look(at: Focus(instrument: pairs[0], order: pairs), at: Self.noon)
        let holes = Self.holes(known: pairs)
        let now = Self.noon + .seconds(5)
        let first = state.next(at: now, holes)
        #expect(first?.instrument == pairs[0])
        #expect(state.showProgress(at: now) == true)
        state.stop()
        #expect(state.shown == BackfillProgress())
        // Its request was called off, so that it is made again.
        let again = state.next(at: now, holes)
        #expect(again == first)
    }
}
