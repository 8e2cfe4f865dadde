import TestSupport
import Testing

@testable import TrackerEngine

struct BackfillPlanTests {
    static let start = Timestamp(milliseconds: 1_700_000_000_000)
    static let pause = Duration.milliseconds(100)

    static func instruments(_ count: Int, market: String = "kraken") throws -> [Instrument] {
        try (0..<count).map { try Samples.instrument($0, market: market) }
    }

    static func page(_ number: Int) -> CandlePage {
        CandlePage(Minute(index: number * 10)...Minute(index: number * 10 + 9))
    }

    /// A plan, its time, and what it asked for.
    struct Run {
        var plan: BackfillPlan
        var now = BackfillPlanTests.start
        var pause = BackfillPlanTests.pause
        var needs: BackfillPlan.Needs = { _, _ in [] }
        var asked: [(at: Timestamp, request: BackfillPlan.Request)] = []

        init(_ mode: BackfillProgress.Mode, pages: Int = 1) {
            plan = BackfillPlan(mode: mode)
            needs = { _, _ in (0..<pages).map(BackfillPlanTests.page) }
        }

        mutating func next() -> BackfillPlan.Request? {
            let request = plan.next(at: now, pause: pause, needs)
            if let request { asked.append((now, request)) }
            return request
        }

        /// Everything that may be started now.
        mutating func all() -> [BackfillPlan.Request] {
            var all: [BackfillPlan.Request] = []
            while let request = next() { all.append(request) }
            return all
        }

        /// Moves the time to when the plan wants it; `false` where only an event would help.
        mutating func sleep() -> Bool {
            guard let wake = plan.wake(after: now, pause: pause) else { return false }
            #expect(wake > now, "it would never sleep")
            now = max(now + .milliseconds(1), wake)
            return true
        }

        /// Answers every request at once, until there is nothing left to do.
        mutating func finish(within turns: Int = 20_000) {
            for _ in 0..<turns {
                let started = all()
                for request in started { plan.succeeded(request) }
                if started.isEmpty, !sleep() { return }
            }
            Issue.record("it never ends")
        }
    }

    @Test func `what is looked at comes first, after a glance, then the market in its order`()
        throws
    {
        let pairs = try Self.instruments(6)
        var run = Run(.market, pages: 3)
        run.plan.look(at: Focus(instrument: pairs[2], order: pairs), at: run.now)
        let found7 = run.next()
        #expect(found7 == nil)
        run.finish()
        #expect(run.asked.prefix(3).allSatisfy { $0.request.instrument == pairs[2] })
        #expect(run.asked.prefix(3).map(\.request.page) == (0..<3).map(Self.page))
        #expect(run.asked.prefix(3).allSatisfy { $0.request.isWanted })
        #expect(run.asked[0].at - Self.start == BackfillPlan.glance)
        let rest = run.asked.dropFirst(3)
        #expect(rest.allSatisfy { !$0.request.isWanted })
        let order = [0, 1, 3, 4, 5].flatMap { number in Array(repeating: pairs[number], count: 3) }
        #expect(rest.map(\.request.instrument) == order)
        #expect(rest.allSatisfy { $0.at - Self.start >= BackfillPlan.settling })
        #expect(
            zip(rest, rest.dropFirst()).allSatisfy { $1.at - $0.at >= BackfillPlan.leastGap })
    }

    @Test func `a market has ended when nothing of it is left to ask for, and stays so`() throws {
        let (pairs, others) = (try Self.instruments(3), try Self.instruments(2, market: "okx"))
        var run = Run(.market, pages: 2)
        let needs = run.needs
        // Before its source knows a pair, nothing is said of the market.
        run.needs = { _, _ in nil }
        run.plan.look(at: Focus(instrument: pairs[1], order: pairs), at: run.now)
        run.finish()
        #expect(run.plan.progress(at: run.now).ended == [])
        run.needs = needs
        run.now = run.now + BackfillPlan.surveyGap
        run.plan.lookAgain(at: [.kraken])
        var left = 6
        while left > 0 {
            let started = run.all()
            #expect(run.plan.progress(at: run.now).ended == [])
            for request in started { run.plan.succeeded(request) }
            left -= started.count
            if started.isEmpty, !run.sleep() {
                Issue.record("it stops early")
                return
            }
        }
        run.finish()
        #expect(run.plan.progress(at: run.now).ended == [.kraken])
        run.plan.look(at: Focus(instrument: others[0], order: others), at: run.now)
        #expect(run.plan.progress(at: run.now).ended == [.kraken])
        run.finish()
        let both: Set = [Market.kraken, try Market("okx")]
        #expect(run.plan.progress(at: run.now).ended == both)
    }

    @Test func `a list across markets says nothing of any market`() throws {
        let (pairs, others) = (try Self.instruments(3), try Self.instruments(1, market: "okx"))
        var run = Run(.market)
        for order in [[pairs[0], others[0]], [pairs[0]], pairs] {
            for chosen in order {
                run.plan.look(
                    at: Focus(instrument: chosen, order: order, isWholeMarket: false), at: run.now)
                run.finish()
                #expect(run.plan.progress(at: run.now).ended == [])
            }
        }
        // All of them are fetched; once the list is known to be the market, so is that.
        run.plan.look(at: Focus(instrument: pairs[0], order: pairs), at: run.now)
        run.finish()
        #expect(run.plan.progress(at: run.now).ended == [.kraken])
    }

    @Test func `a market has not ended any more when there may be new holes`() throws {
        let (pairs, others) = (try Self.instruments(2), try Self.instruments(2, market: "okx"))
        let okx = try Market("okx")
        var run = Run(.market)
        for order in [pairs, others] {
            run.plan.look(at: Focus(instrument: order[0], order: order), at: run.now)
            run.finish()
        }
        // Only the source that was away may lack something.
        run.plan.lookAgain(at: [okx])
        #expect(run.plan.progress(at: run.now).ended == [.kraken])
        run.finish()
        #expect(run.plan.progress(at: run.now).ended == [.kraken, okx])
        run.plan.stop()
        #expect(run.plan.progress(at: run.now).ended == [])
    }

    @Test func `a market whose source is barred has ended for as long`() throws {
        let pairs = try Self.instruments(3)
        var run = Run(.market)
        run.plan.look(at: Focus(instrument: pairs[0], order: pairs), at: run.now)
        run.now = run.now + .seconds(1)
        let request = run.next()
        run.plan.failed(try #require(request), .unreachable(host: "h", reason: "r"), at: run.now)
        // That is half a minute.
        #expect(run.plan.progress(at: run.now).ended == [])
        run.now = run.now + .seconds(60)
        let again = run.next()
        run.plan.failed(try #require(again), .barred(host: "h", status: 451), at: run.now)
        #expect(run.plan.progress(at: run.now).ended == [.kraken])
        run.now = run.now + .seconds(3600)
        #expect(run.plan.progress(at: run.now).ended == [])
    }

    @Test(arguments: UInt64(1)...20)
    func `every page of every pair is asked for once when all goes well`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let pairs = try Self.instruments(Int.random(in: 1...25, using: &random))
        let counts = Dictionary(
            uniqueKeysWithValues: pairs.map { ($0, Int.random(in: 0...5, using: &random)) })
        var run = Run(.market)
        run.pause = .milliseconds(Int.random(in: 0...2000, using: &random))
        run.needs = { pair, _ in (0..<(counts[pair] ?? 0)).map(Self.page) }
        var underway: [BackfillPlan.Request] = []
        run.plan.look(at: Focus(instrument: pairs[0], order: pairs), at: run.now)
        for _ in 0..<3000 {
            underway += run.all()
            // Somebody moves on, or another order is chosen, or an answer comes.
            switch Int.random(in: 0..<20, using: &random) {
            case 0:
                let order = Bool.random(using: &random) ? pairs : pairs.shuffled(using: &random)
                run.plan.look(at: Focus(instrument: order[0], order: order), at: run.now)
            default:
                if !underway.isEmpty {
                    let place = Int.random(in: underway.indices, using: &random)
                    run.plan.succeeded(underway.remove(at: place))
                } else if !run.sleep() {
                    break
                }
            }
        }
        let asked = run.asked.map(\.request)
        #expect(asked.count == counts.values.reduce(0, +))
        #expect(Set(asked.map { "\($0.instrument) \($0.page.minutes)" }).count == asked.count)
        #expect(run.plan.progress(at: run.now).market == nil)
        #expect(run.plan.progress(at: run.now).pair == nil)
    }

    @Test(arguments: UInt64(1)...20)
    func `it never asks to be woken at a time that has come`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let markets = ["a", "b"]
        let pairs = try markets.map { try Self.instruments(8, market: $0) }
        let mode = BackfillProgress.Mode.allCases.randomElement(using: &random) ?? .market
        var run = Run(mode)
        var isReady = false
        run.needs = { instrument, _ in
            isReady ? (0..<instrument.pair.name.utf8.count % 3).map(Self.page) : nil
        }
        var underway: [BackfillPlan.Request] = []
        for _ in 0..<1000 {
            underway += run.all()
            #expect(underway.count <= BackfillPlan.mostUnderway + 1)
            if let wake = run.plan.wake(after: run.now, pause: run.pause) {
                #expect(wake > run.now)
            }
            #expect(mode != .off || run.asked.isEmpty)
            switch Int.random(in: 0..<14, using: &random) {
            case 0:
                let list = pairs.randomElement(using: &random) ?? []
                run.plan.look(
                    at: Focus(instrument: list.randomElement(using: &random), order: list),
                    at: run.now)
            case 1: run.plan.lookAgain(at: [.kraken])
            case 2: isReady.toggle()
            case 3: run.now = run.now + .seconds(Int.random(in: -4000...4000, using: &random))
            case 4, 5:
                guard !underway.isEmpty else { continue }
                run.plan.failed(
                    underway.removeFirst(),
                    [
                        QuoteError.cancelled, .unreachable(host: "h", reason: "r"),
                        .malformed(host: "h", reason: "r"), .barred(host: "h", status: 451),
                        .busy(host: "h", retryAfter: .seconds(9), words: "w"),
                        .refused(host: "h", status: 500, retryAfter: nil),
                        .refused(host: "h", status: 404, retryAfter: nil),
                    ].randomElement(using: &random) ?? .cancelled, at: run.now)
            case 6, 7, 8:
                if !underway.isEmpty { run.plan.succeeded(underway.removeFirst()) }
            default: _ = run.sleep()
            }
            let progress = run.plan.progress(at: run.now)
            #expect(progress.requests.done <= progress.requests.all)
            #expect(progress.pairs.done <= progress.pairs.all)
            run.asked.removeAll()
        }
    }

    @Test func `off fetches nothing, view what is looked at`() throws {
        let pairs = try Self.instruments(3)
        for (mode, count) in [(BackfillProgress.Mode.off, 0), (.view, 2), (.market, 6)] {
            var run = Run(mode, pages: 2)
            run.plan.look(at: Focus(instrument: pairs[0], order: pairs), at: run.now)
            run.finish()
            #expect(run.asked.count == count)
            #expect(run.plan.progress(at: run.now).mode == mode)
        }
    }

    @Test func `whoever scrolls by fetches nothing`() throws {
        let pairs = try Self.instruments(20)
        var run = Run(.market)
        for pair in pairs {
            run.plan.look(at: Focus(instrument: pair, order: pairs), at: run.now)
            let found8 = run.next()
            #expect(found8 == nil)
            run.now = run.now + .milliseconds(100)
        }
        run.now = run.now + .milliseconds(20)
        let found9 = run.next()
        #expect(found9?.instrument == pairs.last)
    }

    @Test func `a source with a long pause is asked once at a time, a quick one four times`()
        throws
    {
        let pairs = try Self.instruments(1)
        for (pause, most) in [(Duration.seconds(2), 1), (.milliseconds(400), 2), (.zero, 4)] {
            var run = Run(.view, pages: 9)
            run.pause = pause
            run.plan.look(at: Focus(instrument: pairs[0], order: pairs), at: run.now)
            run.now = run.now + .seconds(1)
            let found10 = run.all()
            #expect(found10.count == most)
        }
    }

    @Test func `an hour has a budget, and that is told`() throws {
        let pairs = try Self.instruments(6)
        var run = Run(.market, pages: 1000)
        run.pause = .zero
        run.plan.look(at: Focus(instrument: pairs[0], order: pairs), at: run.now)
        while run.plan.progress(at: run.now).pausedUntil == nil {
            let started = run.all()
            for request in started { run.plan.succeeded(request) }
            if started.isEmpty, !run.sleep() { break }
        }
        let times = run.asked.filter { !$0.request.isWanted }.map(\.at)
        let first = try #require(times.first)
        #expect(times.count == BackfillPlan.budget)
        #expect(times.allSatisfy { $0 - first < .seconds(3600) })
        #expect(run.plan.progress(at: run.now).pausedUntil == first + .seconds(3600))
        let found11 = run.sleep()
        #expect(found11)
        #expect(run.now == first + .seconds(3600))
        let found12 = run.next()
        #expect(found12 != nil)
        // What is looked at has no budget.
        run.plan.look(at: Focus(instrument: pairs[5], order: pairs), at: run.now)
        run.now = run.now + .milliseconds(200)
        let found13 = run.next()
        #expect(found13?.isWanted == true)
    }

    struct Rest: Sendable, CustomTestStringConvertible {
        let error: QuoteError
        /// Seconds; `nil` where only the pair rests.
        let seconds: Int?
        init(_ error: QuoteError, _ seconds: Int?) { (self.error, self.seconds) = (error, seconds) }
        var testDescription: String { "\(error)" }
    }

    static let rests = [
        Rest(.unreachable(host: "h", reason: "timed out"), 30),
        Rest(.busy(host: "h", retryAfter: nil, words: "slow"), 120),
        Rest(.busy(host: "h", retryAfter: .seconds(500), words: "slow"), 500),
        Rest(.refused(host: "h", status: 429, retryAfter: nil), 120),
        Rest(.refused(host: "h", status: 503, retryAfter: nil), 30),
        Rest(.refused(host: "h", status: 503, retryAfter: .seconds(1000)), 1000),
        Rest(.refused(host: "h", status: 503, retryAfter: .zero), 30),
        Rest(.refused(host: "h", status: 429, retryAfter: .zero), 120),
        Rest(.busy(host: "h", retryAfter: .zero, words: "slow"), 120),
        Rest(.refused(host: "h", status: 404, retryAfter: .zero), nil),
        Rest(.refused(host: "h", status: 404, retryAfter: .seconds(1000)), 1000),
        Rest(.barred(host: "h", status: 451), 3600),
        Rest(.malformed(host: "h", reason: "?"), nil),
        Rest(.refused(host: "h", status: 404, retryAfter: nil), nil),
    ]

    @Test(arguments: rests)
    func `a source that does not want to be asked is left alone`(_ given: Rest) throws {
        let pairs = try Self.instruments(3)
        var run = Run(.market)
        run.plan.look(at: Focus(instrument: pairs[0], order: pairs), at: run.now)
        run.now = run.now + .seconds(5)
        let next1 = run.next()
        let request = try #require(next1)
        run.plan.failed(request, given.error, at: run.now)
        #expect(run.plan.progress(at: run.now).failure == "\(given.error)")
        let failed = run.now
        guard let seconds = given.seconds else {
            // Another pair may do better.
            let found14 = run.next()
            #expect(found14?.instrument == pairs[1])
            return
        }
        let found15 = run.next()
        #expect(found15 == nil)
        let found16 = run.sleep()
        #expect(found16)
        #expect(run.now - failed == .seconds(seconds))
        // The same page, and all is well again.
        let next2 = run.next()
        let again = try #require(next2)
        #expect(again.page == request.page && again.instrument == request.instrument)
        run.plan.succeeded(again)
        #expect(run.plan.progress(at: run.now).failure == nil)
    }

    @Test func `a source that stays away is left alone for longer and longer`() throws {
        let pairs = try Self.instruments(1)
        var run = Run(.view)
        run.plan.look(at: Focus(instrument: pairs[0], order: pairs), at: run.now)
        run.now = run.now + .seconds(1)
        var waits: [Duration] = []
        for _ in 0..<9 {
            let next3 = run.next()
            let request = try #require(next3)
            run.plan.failed(request, .unreachable(host: "h", reason: "r"), at: run.now)
            let failed = run.now
            let found17 = run.sleep()
            #expect(found17)
            waits.append(run.now - failed)
        }
        #expect(waits == [30, 60, 120, 240, 480, 960, 960, 960, 960].map { .seconds($0) })
    }

    @Test func `a pair that fails again and again is tried more and more seldom`() throws {
        let pairs = try Self.instruments(1)
        var run = Run(.view)
        run.plan.look(at: Focus(instrument: pairs[0], order: pairs), at: run.now)
        run.now = run.now + .seconds(1)
        for wait in [600, 1200, 2400, 4800, 9600, 9600] {
            let next4 = run.next()
            let request = try #require(next4)
            run.plan.failed(request, .malformed(host: "h", reason: "?"), at: run.now)
            run.now = run.now + .seconds(wait - 1)
            let found18 = run.next()
            #expect(found18 == nil, "\(wait)")
            run.now = run.now + .seconds(1)
        }
        let next5 = run.next()
        let request = try #require(next5)
        run.plan.succeeded(request)
        let found19 = run.next()
        #expect(found19 == nil)
    }

    @Test func `a clock that is set back ends a rest, and holds up nothing`() throws {
        let pairs = try Self.instruments(3)
        var run = Run(.market)
        run.plan.look(at: Focus(instrument: pairs[0], order: pairs), at: run.now)
        run.now = run.now + .seconds(5)
        let next6 = run.next()
        let request = try #require(next6)
        run.plan.failed(request, .barred(host: "h", status: 451), at: run.now)
        run.now = run.now + .seconds(-36_000)
        run.finish()
        #expect(run.asked.count == 4)
        #expect(run.now < Self.start)
    }

    @Test func `a market is looked through again after a while, and when something has changed`()
        throws
    {
        let pairs = try Self.instruments(2)
        var run = Run(.market)
        run.plan.look(at: Focus(instrument: pairs[0], order: pairs), at: run.now)
        run.finish()
        #expect(run.asked.count == 2)
        run.now = run.now + .seconds(60)
        let found20 = run.next()
        #expect(found20 == nil)
        // Polls may have failed meanwhile.
        run.now = run.now + BackfillPlan.surveyGap
        let found21 = run.next()
        #expect(found21?.instrument == pairs[1])
        run.plan.lookAgain(at: [.kraken])
        run.now = run.now + .seconds(1)
        let found22 = run.next()
        #expect(found22?.instrument == pairs[0])
    }

    @Test func `a pair is asked about with what its source has told already`() throws {
        let pairs = try Self.instruments(1)
        var run = Run(.view, pages: 3)
        let needs = run.needs
        var told: [ClosedRange<Minute>?] = []
        withoutActuallyEscaping({ (pair: Instrument, answered: ClosedRange<Minute>?) in
            told.append(answered)
            return needs(pair, answered)
        }) { look in
            run.needs = look
            run.plan.look(at: Focus(instrument: pairs[0], order: pairs), at: run.now)
            run.finish()
            run.plan.lookAgain(at: [.kraken])
            run.finish()
            run.needs = needs
        }
        #expect(told == [nil, Minute(index: 0)...Minute(index: 29)])
    }

    @Test func `while a source cannot tell, nothing is fetched and nothing is done with`() throws {
        let pairs = try Self.instruments(2)
        var run = Run(.market)
        let needs = run.needs
        run.needs = { _, _ in nil }
        run.plan.look(at: Focus(instrument: pairs[0], order: pairs), at: run.now)
        run.finish()
        #expect(run.asked.isEmpty)
        run.needs = needs
        run.now = run.now + .seconds(60)
        run.finish()
        #expect(run.asked.count == 2)
    }

    @Test func `an answer that comes after somebody has moved on and back counts once`() throws {
        let (here, there) = (try Self.instruments(1), try Self.instruments(1, market: "b"))
        var run = Run(.view, pages: 3)
        run.plan.look(at: Focus(instrument: here[0], order: here), at: run.now)
        run.now = run.now + .seconds(1)
        let underway = run.all()
        #expect(underway.count == 3)
        run.plan.look(at: Focus(instrument: there[0], order: there), at: run.now)
        run.plan.look(at: Focus(instrument: here[0], order: here), at: run.now)
        run.now = run.now + .seconds(1)
        let found23 = run.all()
        #expect(found23.isEmpty)
        run.plan.succeeded(underway[0])
        #expect(run.plan.progress(at: run.now).requests == .init(done: 1, all: 3))
        for request in underway.dropFirst() { run.plan.succeeded(request) }
        #expect(run.plan.progress(at: run.now).pair == nil)
    }
}

extension BackfillPlanTests {
    @Test func `a server that refuses pair after pair is left alone`() throws {
        var plan = BackfillPlan(mode: .market)
        let order = try (0..<20).map { try Samples.instrument($0) }
        let start = Timestamp(milliseconds: 1_630_152_000_000)
        plan.look(at: Focus(instrument: order[0], order: order), at: start)
        let page = CandlePage(Minute(index: 0)...Minute(index: 9))
        var asked: Set<Instrument> = []
        for second in 1..<25 {
            let now = start + .seconds(second)
            guard let request = plan.next(at: now, pause: .zero, { _, _ in [page] }) else {
                continue
            }
            asked.insert(request.instrument)
            plan.failed(request, .malformed(host: "h", reason: "a web page, not JSON"), at: now)
        }
        #expect(asked.count == BackfillPlan.mostFailedInRow)
    }
}
