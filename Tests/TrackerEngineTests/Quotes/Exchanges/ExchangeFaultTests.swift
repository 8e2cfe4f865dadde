import Foundation
import Synchronization
import TestSupport
import Testing

@testable import TrackerEngine

/// What a server can do wrong, in the shapes of two exchanges at once: the one that does it costs
/// its own prices, and the other one nothing.
@Suite(.timeLimit(.minutes(5)))
struct ExchangeFaultTests {
    static let now = Timestamp(milliseconds: 1_700_000_000_000)
    static let rows = 40

    /// What is left of a poll of a server with a fault.
    enum Outcome: Sendable, Equatable {
        /// An error that has these words.
        case fails(String)
        /// So many prices.
        case gives(Int)
    }

    struct Fault: Sendable, CustomTestStringConvertible {
        typealias Make =
            @Sendable (_ good: [UInt8], _ request: LoopbackServer.Request) ->
            LoopbackServer.Answer
        let name: String
        let outcome: Outcome
        let make: Make
        /// For the whole answer; short where it will not come.
        var timeLimit: Duration { isSlow ? .milliseconds(250) : .seconds(20) }
        private let isSlow: Bool

        init(
            _ name: String, _ outcome: Outcome, isSlow: Bool = false, _ make: @escaping Make
        ) {
            (self.name, self.outcome, self.make) = (name, outcome, make)
            self.isSlow = isSlow
        }

        var testDescription: String { name }
    }

    private static func whole(
        _ body: some Sequence<UInt8>, status: Int = 200, _ headers: (String, String)...
    ) -> LoopbackServer.Answer {
        .whole(status: status, headers: headers, body: Array(body))
    }

    /// Head and body as they are, then the end of the connection.
    private static func raw(_ head: String, _ body: some Sequence<UInt8>) -> LoopbackServer.Answer {
        .bytes(Array((ok + head + "\r\n").utf8) + body)
    }

    private static let ok = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
    private static let html = "<!DOCTYPE html><html><title>Just a moment...</title></html>"

    /// Rows at the place where those of both exchanges are, in whatever shape.
    private static func json(_ text: String) -> Fault.Make {
        { _, _ in .json(text) }
    }

    /// All of them, but `wrongtype`.
    static let faults: [Fault] = [
        Fault("500", .fails("500: fault")) { _, _ in
            .json("{\"error\":\"fault\"}", status: 500)
        },
        Fault("503", .fails("503")) { _, _ in .json("", status: 503) },
        Fault("404", .fails("404: fault")) { _, _ in
            .json("{\"message\":\"fault\"}", status: 404)
        },
        Fault("status 418", .fails("asked too often")) { _, _ in
            .json("{\"message\":\"fault\"}", status: 418)
        },
        Fault("429", .fails("429, too many requests")) { _, _ in
            whole([], status: 429, ("Retry-After", "60"))
        },
        Fault("timeout", .fails("timed out before the answer was complete"), isSlow: true) { _, _ in
            .hang
        },
        Fault("slowloris", .fails("timed out before the answer was complete"), isSlow: true) {
            good, _ in
            .slow(
                Array((ok + "Content-Length: \(good.count)\r\n\r\n").utf8) + good,
                pause: .milliseconds(40))
        },
        Fault("slowheaders", .fails("timed out before the answer was complete"), isSlow: true) {
            _, _ in
            .slow(Array(ok.utf8), pause: .milliseconds(40))
        },
        Fault("garbage", .fails("unreadable")) { _, _ in
            whole((0..<30_000).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ $0 / 251) })
        },
        Fault("truncated", .fails("broke off")) { good, _ in
            raw("Content-Length: \(good.count)\r\n", good.prefix(good.count / 2))
        },
        Fault("truncated-json", .fails("unreadable")) { good, _ in
            whole(good.prefix(good.count / 2))
        },
        Fault("huge", .fails("more than")) { _, _ in
            .endless(
                start: Array((ok + "Transfer-Encoding: chunked\r\n\r\n").utf8),
                again: Array("2000\r\n".utf8) + [UInt8](repeating: 0x20, count: 8192) + [13, 10])
        },
        Fault("huge-length", .fails("")) { good, _ in
            raw("Content-Length: 99999999999999999999\r\n", good.prefix(1000))
        },
        Fault("deep", .fails("unreadable")) { _, _ in
            let depth = [UInt8](repeating: UInt8(ascii: "["), count: 100_000)
            return whole(Array("{\"result\":".utf8) + depth + depth.map { $0 + 2 } + [0x7D])
        },
        Fault("empty", .fails("unreadable")) { _, _ in whole([]) },
        Fault("empty-result", .fails("it contains no price"), json("{\"error\":[],\"result\":{}}")),
        Fault("redirect", .fails("redirect")) { _, request in
            .redirect(request.target + "?redirected=1")
        },
        Fault("redirect-loop", .fails("redirect")) { _, request in .redirect(request.target) },
        Fault("redirect-file", .fails("file")) { _, _ in .redirect("file:///etc/hostname") },
        Fault("redirect-away", .fails("elsewhere.invalid")) { _, _ in
            .redirect("http://elsewhere.invalid/")
        },
        Fault("reset", .fails("")) { _, _ in .reset },
        Fault("reset-mid", .fails("")) { good, _ in
            .bytes(Array((ok + "Content-Length: \(good.count)\r\n\r\n{").utf8))
        },
        Fault("html", .fails("a web page, not JSON")) { _, _ in
            whole(Array(html.utf8), ("Content-Type", "text/html; charset=UTF-8"))
        },
        Fault("bad-chunk", .fails("")) { good, _ in
            raw("Transfer-Encoding: chunked\r\n", Array("10\r\n".utf8) + good + Array("zz".utf8))
        },
        Fault("bad-gzip", .fails("compressed answer is damaged")) { _, _ in
            whole(
                [0x1F, 0x8B, 8, 0] + [UInt8](repeating: 0x78, count: 96),
                ("Content-Encoding", "gzip"))
        },
        // 4 MB of noughts.
        Fault("gzip-bomb", .fails("more than")) { _, _ in
            whole(Gzip.bomb(4000), ("Content-Encoding", "gzip"))
        },
        Fault("bom", .gives(rows)) { good, _ in whole([0xEF, 0xBB, 0xBF] + good) },
        Fault("invalid-utf8", .fails("unreadable")) { good, _ in
            // Outside of a text: inside of one it would cost that text alone.
            whole([0xFF, 0xFE, 0xC0] + good)
        },
        Fault("stale", .gives(rows)) { good, _ in whole(good, ("Age", "300")) },
        Fault("old-date", .gives(rows)) { good, _ in
            whole(good, ("Date", "Thu, 01 Jan 1970 00:00:00 GMT"))
        },
    ]

    /// Each in the place of a price, or of more.
    static let wrongTypes = [
        "null", "true", "{}", "[]", "-5", "1e999", "-0", "1e-400", "\"\"", "\"NaN\"", "\"inf\"",
        "\"1,5\"", "\"0x10\"", "\"-1\"", "[[1]]", "{\"price\":1}", "\"\\u0000\"",
        "\"\(String(repeating: "9", count: 5000))\"",
    ]

    // MARK: - Server

    /// Kraken and Binance at one server; one of them has a fault.
    struct Stage {
        let server: ExchangeServer
        let sources: [String: ExchangeSource]
        static let ids = ["kraken", "binance"]

        init(
            faulty: String, timeLimit: Duration = .seconds(20),
            _ make:
                @escaping @Sendable (
                    Exchange, ExchangeServer.Call, _ good: [UInt8], LoopbackServer.Request
                ) -> LoopbackServer.Answer
        ) throws {
            server = try ExchangeServer(Self.ids) { entry, call, request in
                let good = ExchangeServer.body(
                    entry, call, entry.rows(ExchangeFaultTests.rows), at: ExchangeFaultTests.now)
                guard entry.id.name == faulty else { return .json(good) }
                return make(entry, call, Array(good.utf8), request)
            }
            var sources: [String: ExchangeSource] = [:]
            for id in Self.ids {
                var configuration = HTTPConfiguration()
                if id == faulty { configuration.timeLimit = timeLimit }
                configuration.bodyLimit = 1 << 20
                configuration.usesProxyVariables = false
                sources[id] = try server.source(
                    id, client: .live(configuration), clock: LeapingClock(ExchangeFaultTests.now))
            }
            self.sources = sources
        }

        /// Of both at once.
        func polls() async throws -> [String: Result<Poll, QuoteError>] {
            try await withThrowingTaskGroup { group in
                for (id, source) in sources {
                    group.addTask {
                        do throws(QuoteError) {
                            return (
                                id,
                                Result<Poll, QuoteError>.success(
                                    try await source.poll(at: ExchangeFaultTests.now))
                            )
                        } catch { return (id, .failure(error)) }
                    }
                }
                return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
            }
        }
    }

    private static func isPlain(_ words: String) -> Bool {
        !words.isEmpty && words.count < 400
            && words.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
    }

    private static func check(_ result: Result<Poll, QuoteError>?, _ outcome: Outcome) {
        switch (result, outcome) {
        case (.success(let poll)?, .gives(let count)):
            #expect(poll.quotes.count == count)
        case (.failure(let error)?, .fails(let words)):
            #expect(words.isEmpty || "\(error)".contains(words), "\(error)")
            #expect(isPlain("\(error)"))
        default: Issue.record("got \(String(describing: result).prefix(300))")
        }
    }

    // MARK: - Tests

    @Test(arguments: Stage.ids, faults)
    func `a fault of one costs the other nothing`(faulty: String, fault: Fault) async throws {
        // What is asked first; the next test has the rest.
        let stage = try Stage(faulty: faulty, timeLimit: fault.timeLimit) {
            entry, call, good, request in
            if case .listing = call { return .json(String(decoding: good, as: UTF8.self)) }
            return fault.make(good, request)
        }
        for (id, result) in try await stage.polls() {
            Self.check(result, id == faulty ? fault.outcome : .gives(Self.rows))
        }
        let records = try #require(stage.sources[faulty]).requests
        #expect(records.last?.failure.map(Self.isPlain) ?? true)
    }

    @Test(arguments: faults)
    func `a fault of a listing, and of candles, is told`(fault: Fault) async throws {
        let isFaulty = Mutex(true)
        let stage = try Stage(faulty: "kraken", timeLimit: fault.timeLimit) {
            entry, call, good, request in
            if case .tickers = call { return .json(String(decoding: good, as: UTF8.self)) }
            return isFaulty.withLock { $0 }
                ? fault.make(good, request) : .json(String(decoding: good, as: UTF8.self))
        }
        let source = try #require(stage.sources["kraken"])
        // Without a listing its symbols cannot be told apart.
        if case .fails(let words) = fault.outcome {
            let result = try await stage.polls()["kraken"]
            if fault.name != "empty-result" { Self.check(result, .fails(words)) }
        }
        isFaulty.withLock { $0 = false }
        let poll = try await source.poll(at: Self.now)
        #expect(poll.quotes.count == Self.rows)
        isFaulty.withLock { $0 = true }
        let instrument = try #require(poll.quotes.first).instrument
        let last = Minute(containing: Self.now).advanced(by: -1)
        let page = try #require(
            source.pages(of: instrument, covering: last.advanced(by: -99)...last, at: Self.now)
                .first)
        let result: Result<Backfill, QuoteError>
        do throws(QuoteError) {
            result = .success(try await source.candles(of: instrument, on: page, at: Self.now))
        } catch { result = .failure(error) }
        switch (result, fault.outcome) {
        case (.success(let part), .gives): #expect(part.series.count == page.minutes.count)
        case (.success(let part), .fails): #expect(part.series.count == 0)
        case (.failure(let error), .fails): #expect(Self.isPlain("\(error)"))
        case (.failure(let error), .gives): Issue.record(error)
        }
    }

    @Test(arguments: Stage.ids, wrongTypes)
    func `a price of the wrong kind costs itself`(faulty: String, text: String) async throws {
        let stage = try Stage(faulty: faulty) { entry, call, good, _ in
            guard case .tickers = call else {
                return .json(String(decoding: good, as: UTF8.self))
            }
            let rows = entry.rows(Self.rows).enumerated().map { number, row in
                number < 10
                    ? ExchangeBody.Row(base: row.base, quote: row.quote, price: text) : row
            }
            return .json(ExchangeServer.body(entry, call, rows, at: Self.now))
        }
        for (id, result) in try await stage.polls() {
            Self.check(result, .gives(id == faulty ? Self.rows - 10 : Self.rows))
        }
    }

    @Test(arguments: [
        "{\"result\":[1,2,3]}", "{\"result\":null}", "{}", "{\"result\":\"nope\"}", "[1,2,3]",
        "\"hello\"", "42", "null", "{\"result\":{\"XXBTZUSD\":1}}", "[{\"symbol\":1}]", "[[]]",
        "{\"result\":{\"XXBTZUSD\":{\"c\":[]}}}", "[{\"symbol\":null,\"price\":\"1\"}]",
        "[{\"price\":\"1\"}]", "{\"symbol\":\"X\",\"price\":\"1\"}", "{\"error\":[\"\"]}",
    ])
    func `an answer of another shape is none`(text: String) async throws {
        for faulty in Stage.ids {
            let stage = try Stage(faulty: faulty) { _, call, good, _ in
                if case .listing = call { return .json(String(decoding: good, as: UTF8.self)) }
                return .json(text)
            }
            for (id, result) in try await stage.polls() {
                Self.check(result, id == faulty ? .fails("") : .gives(Self.rows))
            }
        }
    }

    @Test func `names that a terminal would obey break nothing`() async throws {
        let evil = [
            "\\u001b[2J\\u001b[Husd", "\\u001b]0;owned\\u0007usd", "\\u009b31mredusd",
            "\\u202egnp.exeusd", "a\\u0000busd", "line\\nbreakusd", "\\u0301\\u0301usd", "🚀usd",
            "\\u200busd", "%0d%0aSet-Cookie:xusd", "<script>usd", "../../etc/passwdusd",
            String(repeating: "w", count: 5000) + "usd",
        ]
        for faulty in Stage.ids {
            let stage = try Stage(faulty: faulty) { entry, call, good, _ in
                guard case .tickers = call else {
                    return .json(String(decoding: good, as: UTF8.self))
                }
                let strange = evil.map {
                    ExchangeBody.Row(base: $0, quote: "USD", price: "\"2\"")
                }
                let rows = strange + entry.rows(Self.rows)
                return .json(ExchangeServer.body(entry, call, rows, at: Self.now))
            }
            let polls = try await stage.polls()
            let poll = try #require(try polls[faulty]?.get())
            let own = poll.quotes.filter { $0.instrument.pair.name.hasPrefix("q") }
            #expect(own.count == Self.rows)
            #expect(poll.quotes.allSatisfy { $0.instrument.pair.name.utf8.count <= 128 })
            #expect(poll.firstRejection.map(Self.isPlain) ?? true)
        }
    }

    @Test func `members that stand twice give one price`() async throws {
        let stage = try Stage(faulty: "kraken") { _, call, good, _ in
            if case .listing = call { return .json(String(decoding: good, as: UTF8.self)) }
            return .json(
                "{\"result\":{\"AUSD\":{\"c\":[1]},\"AUSD\":{\"c\":[2]}},"
                    + "\"result\":{\"AUSD\":{\"c\":[3]},\"BUSD\":{\"c\":[4],\"c\":[5]}}}")
        }
        let poll = try #require(try await stage.polls()["kraken"]?.get())
        #expect(poll.quotes.map { "\($0.instrument.pair) \($0.price.amount)" }.sorted().count == 2)
        #expect(poll.quotes.first?.price.amount == 1)
    }

    @Test func `a part of the rows is a part of the prices`() async throws {
        let stage = try Stage(faulty: "binance") { entry, call, good, _ in
            guard case .tickers = call else {
                return .json(String(decoding: good, as: UTF8.self))
            }
            return .json(ExchangeServer.body(entry, call, entry.rows(4), at: Self.now))
        }
        let polls = try await stage.polls()
        #expect(try polls["binance"]?.get().quotes.count == 4)
        #expect(try polls["kraken"]?.get().quotes.count == Self.rows)
    }
}
