import Foundation
import Synchronization
import TestSupport
import Testing

@testable import TrackerEngine

@Suite(.timeLimit(.minutes(5)))
struct CryptowatchTests {
    static let now = Timestamp(milliseconds: 1_630_168_020_000)

    /// A client that gives these answers in turn, the last one for ever, and keeps the requests.
    final class Answers: Sendable {
        private let state: Mutex<(left: [Result<HTTPResponse, HTTPError>], asked: [HTTPRequest])>

        init(_ answers: [Result<HTTPResponse, HTTPError>]) { state = Mutex((answers, [])) }

        var requests: [HTTPRequest] { state.withLock { $0.asked } }

        var client: HTTPClient {
            HTTPClient { request in
                self.state.withLock { state in
                    state.asked.append(request)
                    return state.left.count > 1 ? state.left.removeFirst() : state.left[0]
                }
            }
        }
    }

    static func source(
        base: String = "http://h", key: Secret? = nil, client: HTTPClient
    ) throws -> ExchangeSource {
        try Cryptowatch.source(
            try #require(Exchanges.builtIn["cryptowatch"]), base: base, key: key, client: client,
            clock: LeapingClock(Timestamp(milliseconds: 1_630_168_020_000)))
    }

    static func ok(_ body: String) -> Result<HTTPResponse, HTTPError> {
        .success(HTTPResponse(status: 200, body: Array(body.utf8), host: "h"))
    }

    static func page(_ entries: String, cursor: String? = nil) -> Result<HTTPResponse, HTTPError> {
        let more = cursor.map { ",\"cursor\":{\"last\":\"\($0)\",\"hasMore\":true}" } ?? ""
        return ok("{\"result\":{\(entries)}\(more)}")
    }

    static func poll(_ answers: Result<HTTPResponse, HTTPError>...) async throws -> Poll {
        let source = try Self.source(base: "http://h", client: Answers(answers).client)
        return try await source.poll(at: now)
    }

    static func quotes(_ poll: Poll) -> [String: Double] {
        Dictionary(
            uniqueKeysWithValues: poll.quotes.map { ("\($0.instrument)", $0.price.amount) })
    }

    @Test func `entries become quotes in their order`() async throws {
        let poll = try await Self.poll(
            Self.page("\"market:b:x\":1.5,\"index:a:y\":0,\"market:A:Z\":2e21"))
        #expect(poll.quotes.map { "\($0.instrument)" } == ["b:x", "a:y", "a:z"])
        #expect(poll.quotes.map(\.price.amount) == [1.5, 0, 2e21])
        #expect(poll.rejected == 0)
        #expect(poll.firstRejection == nil)
        #expect(poll.bytes == 61)
    }

    struct Entry: Sendable, CustomTestStringConvertible {
        let entry: String
        let words: String
        var testDescription: String { entry }

        init(_ entry: String, _ words: String) { (self.entry, self.words) = (entry, words) }
    }

    static let badEntries = [
        Entry("\"market:a:x\":\"1\"", "\"market:a:x\" has no number"),
        Entry("\"market:a:x\":null", "\"market:a:x\" has no number"),
        Entry("\"market:a:x\":{\"price\":1}", "\"market:a:x\" has no number"),
        Entry("\"market:a:x\":1e999", "\"market:a:x\" has a number that cannot be read"),
        Entry(
            "\"market:a:x\":-1.5",
            "\"market:a:x\": -1.5 is not a price: it must be a number, 0 or more"),
        Entry(
            "\"nonsense\":1",
            "\"nonsense\" is not a key: expected market:NAME:PAIR or index:NAME:PAIR"
        ),
        Entry(
            "\"market:only\":1",
            "\"market:only\" is not a key: expected market:NAME:PAIR or index:NAME:PAIR"),
        Entry("\"\":1", "\"\" is not a key: expected market:NAME:PAIR or index:NAME:PAIR"),
        Entry(
            "\"asset:\\u001b[2J:x\":1",
            "\"asset:?[2J:x\" is not a key: expected market:NAME:PAIR or index:NAME:PAIR"),
        // Names that a terminal would obey, that look like others, or end with a blank.
        Entry(
            "\"market:a:b\\u001b[31m\":1",
            "\"market:a:b?[31m\" is not a key: expected market:NAME:PAIR or index:NAME:PAIR"),
        Entry(
            "\"market:a:b\\u200b\":1",
            "\"market:a:b?\" is not a key: expected market:NAME:PAIR or index:NAME:PAIR"),
        Entry(
            "\"market:a :c\":1",
            "\"market:a :c\" is not a key: expected market:NAME:PAIR or index:NAME:PAIR"),
    ]

    @Test(arguments: badEntries)
    func `a bad entry costs itself, and is told`(_ bad: Entry) async throws {
        let entries = "\"market:a:b\":1,\(bad.entry),\"market:a:c\":3,\"no key\":4"
        let source = try Self.source(
            base: "http://h", client: Answers([Self.page(entries)]).client)
        for _ in 1...2 {
            let poll = try await source.poll(at: Self.now)
            #expect(Self.quotes(poll) == ["a:b": 1, "a:c": 3])
            #expect(poll.rejected == 2)
            #expect(poll.firstRejection == bad.words)
        }
    }

    @Test func `a key that is far too long is rejected, and shown short`() async throws {
        let key = "market:a:" + String(repeating: "w", count: 5000)
        let poll = try await Self.poll(Self.page("\"\(key)\":1,\"market:a:b\":1"))
        #expect(poll.rejected == 1)
        #expect((poll.firstRejection?.count ?? 0) < 200)
    }

    @Test func `market and index of one slug are one instrument, and the later entry wins`()
        async throws
    {
        let source = try Self.source(
            base: "http://h",
            client: Answers([
                Self.page("\"index:a:x\":\"?\",\"market:a:x\":1"),
                Self.page("\"index:a:x\":2,\"market:a:y\":3,\"market:a:x\":4"),
                Self.page("\"index:a:x\":5,\"market:a:y\":6,\"market:a:x\":7"),
                Self.page("\"index:a:x\":8,\"market:a:y\":9"),
                Self.page("\"market:a:x\":1,\"market:a:y\":2,\"index:a:x\":3,\"index:a:x\":4"),
            ]).client)
        #expect(Self.quotes(try await source.poll(at: Self.now)) == ["a:x": 1])
        #expect(Self.quotes(try await source.poll(at: Self.now)) == ["a:x": 4, "a:y": 3])
        #expect(Self.quotes(try await source.poll(at: Self.now)) == ["a:x": 7, "a:y": 6])
        #expect(Self.quotes(try await source.poll(at: Self.now)) == ["a:x": 8, "a:y": 9])
        #expect(Self.quotes(try await source.poll(at: Self.now)) == ["a:x": 4, "a:y": 2])
    }

    @Test(arguments: UInt64(1)...100)
    func `what is remembered of the last poll changes no answer`(seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        var keys = (0..<60).map { "\($0 % 2 == 0 ? "market" : "index"):m\($0 % 5):p\($0 / 3)" }
        var bodies: [Result<HTTPResponse, HTTPError>] = []
        var expected: [[String: Double]] = []
        for _ in 0..<6 {
            keys.removeAll { _ in Int.random(in: 0..<12, using: &random) == 0 }
            let place = Int.random(in: 0...keys.count, using: &random)
            keys.insert("market:new:p\(Int.random(in: 0..<9, using: &random))", at: place)
            if Bool.random(using: &random) { keys.swapAt(0, keys.count - 1) }
            if Int.random(in: 0..<4, using: &random) == 0 { keys.removeFirst(keys.count / 2) }
            var wanted: [String: Double] = [:]
            let entries = keys.map { key in
                let price = Double(Int.random(in: 0..<1000, using: &random)) / 8
                wanted[String(key.drop { $0 != ":" }.dropFirst())] = price
                return "\"\(key)\":\(price)"
            }
            bodies.append(Self.page(entries.joined(separator: ",")))
            expected.append(wanted)
        }
        let source = try Self.source(base: "http://h", client: Answers(bodies).client)
        for wanted in expected {
            #expect(Self.quotes(try await source.poll(at: Self.now)) == wanted)
        }
    }

    @Test func `pages are read until there are no more`() async throws {
        let answers = Answers([
            Self.page("\"market:a:x\":1,\"market:a:y\":2", cursor: "c&1"),
            Self.page("\"market:a:z\":3", cursor: "c2"),
            Self.page("\"market:a:x\":4"),
        ])
        let source = try Self.source(base: "http://h", client: answers.client)
        #expect(
            Self.quotes(try await source.poll(at: Self.now)) == ["a:x": 4, "a:y": 2, "a:z": 3])
        #expect(
            answers.requests.map(\.address.text) == [
                "http://h/markets/prices", "http://h/markets/prices?cursor=c%261",
                "http://h/markets/prices?cursor=c2",
            ])
    }

    @Test func `a cursor that repeats ends the pages`() async throws {
        let answers = Answers([Self.page("\"market:a:x\":1", cursor: "c")])
        let source = try Self.source(base: "http://h", client: answers.client)
        #expect(Self.quotes(try await source.poll(at: Self.now)) == ["a:x": 1])
        #expect(answers.requests.count == 2)
        #expect(answers.requests.map(\.staysOnHost) == [true, true])
    }

    @Test func `pages without end fail the poll`() async throws {
        let pages = (0..<100).map { Self.page("\"market:a:x\($0)\":1", cursor: "c\($0)") }
        let source = try Self.source(base: "http://h", client: Answers(pages).client)
        await #expect(throws: QuoteError.malformed(host: "h", reason: "more than 64 pages")) {
            try await source.poll(at: Self.now)
        }
    }

    @Test func `a later page that fails fails the poll`() async throws {
        await #expect(
            throws: QuoteError.unreachable(
                host: "h", reason: "timed out before the answer was complete")
        ) {
            try await Self.poll(
                Self.page("\"market:a:x\":1", cursor: "c"), .failure(.timedOut))
        }
    }

    @Test func `an endless cursor fails the poll`() async throws {
        let cursor = String(repeating: "c", count: 10_000)
        await #expect(throws: QuoteError.self) {
            try await Self.poll(Self.page("\"market:a:x\":1", cursor: cursor))
        }
    }

    @Test func `more entries than anyone has fail the poll`() async throws {
        let entries = (0...AnswerReader.mostRows).map { "\"market:a:\($0)\":1" }
        await #expect(
            throws: QuoteError.malformed(host: "h", reason: "more than 200000 entries")
        ) { try await Self.poll(Self.page(entries.joined(separator: ","))) }
    }

    struct Failure: Sendable, CustomTestStringConvertible {
        let answer: Result<HTTPResponse, HTTPError>
        let error: QuoteError
        var testDescription: String { "\(error)" }

        init(_ answer: Result<HTTPResponse, HTTPError>, _ error: QuoteError) {
            (self.answer, self.error) = (answer, error)
        }

        static func status(
            _ status: Int, _ body: String, wait: String? = nil, _ error: QuoteError
        ) -> Failure {
            let fields = HTTPFields(retryAfter: wait)
            let response = HTTPResponse(
                status: status, body: Array(body.utf8), host: "h", fields: fields)
            return Failure(.success(response), error)
        }

        static func body(_ body: String, _ reason: String) -> Failure {
            Failure(ok(body), .malformed(host: "h", reason: reason))
        }
    }

    static let failures: [Failure] = [
        .status(204, "", .refused(host: "h", status: 204, retryAfter: nil)),
        .status(304, "", .refused(host: "h", status: 304, retryAfter: nil)),
        .status(
            429, "{\"error\":\"Out of allowance\"}", wait: "60",
            .refused(
                host: "h", status: 429, retryAfter: .seconds(60), words: "Out of allowance")),
        .status(
            401, "{\"error\":\"Bad\\u001b key\",\"allowance\":{}}",
            .refused(host: "h", status: 401, retryAfter: nil, words: "Bad? key")),
        .status(500, "<html>", .refused(host: "h", status: 500, retryAfter: nil)),
        .status(500, "{\"error\":5}", .refused(host: "h", status: 500, retryAfter: nil)),
        Failure(.failure(.nameNotFound), .unreachable(host: "h", reason: "name not found")),
        Failure(.failure(.cancelled), .cancelled),
        Failure(
            .failure(.tooLarge(limit: 64 << 20)),
            .malformed(host: "h", reason: "an answer of more than 64 MB")),
        Failure(
            .failure(.redirectedAway(to: "elsewhere")),
            .unreachable(
                host: "h", reason: "redirects to elsewhere, another host")),
        .body("{\"result\":{}}", "it contains no price"),
        .body(
            "{\"result\":{\"x\":1}}",
            "it contains no price: \"x\" is not a key: expected market:NAME:PAIR or index:NAME:PAIR"
        ),
        .body("{\"result\":[1]}", "its \"result\" is a list"),
        .body("{}", "it has no \"result\""),
        .body("[]", "a list, not an object"),
        .body("", "not valid JSON (empty: no JSON found)"),
    ]

    @Test(arguments: failures)
    func `a failure is told for what it is`(_ failure: Failure) async throws {
        await #expect(throws: failure.error) { try await Self.poll(failure.answer) }
    }

    @Test func `a web page is told for what it is`() async throws {
        let page = HTTPResponse(
            status: 200, body: Array("<html>".utf8), host: "h",
            fields: HTTPFields(contentType: "text/html; charset=utf-8"))
        await #expect(
            throws: QuoteError.malformed(host: "h", reason: "a web page, not JSON")
        ) { try await Self.poll(.success(page)) }
    }

    @Test(
        arguments: [
            ("http://127.0.0.1:8900", "http://127.0.0.1:8900/markets/prices", "127.0.0.1:8900"),
            ("http://localhost/", "http://localhost/markets/prices", "localhost"),
            ("https://h/cw/", "https://h/cw/markets/prices", "h"),
        ])
    func `a base may end in a slash`(base: String, asked: String, address: String) async throws {
        let answers = Answers([Self.page("\"market:a:x\":1")])
        let source = try Self.source(base: base, client: answers.client)
        _ = try await source.poll(at: Self.now)
        #expect(answers.requests.map(\.address.text) == [asked])
        #expect(source.address == address)
        #expect(source.name == "cryptowatch")
    }

    @Test(
        arguments: [
            "", "h", "file:///a", "http://", "http://me:secret@h", "http://h/?a=b", "http://h/#a",
        ])
    func `a bad base is refused`(base: String) {
        #expect(throws: CryptowatchSetupError.self) {
            try Self.source(base: base, client: Answers([]).client)
        }
    }

    @Test func `a key goes into its header, and nowhere else`() async throws {
        let answers = Answers([Self.page("\"market:a:x\":1")])
        let key = Secret("tell-no-one")
        let source = try Self.source(base: "http://h", key: key, client: answers.client)
        _ = try await source.poll(at: Self.now)
        #expect(answers.requests.first?.secrets.first?.name == "X-CW-API-Key")
        #expect(answers.requests.first?.secrets.first?.value.revealed == "tell-no-one")
        var dumped = ""
        dump(source, to: &dumped)
        dump(answers.requests, to: &dumped)
        #expect(!(dumped + "\(key) \(answers.requests)").contains("tell"))
    }

    @Test(arguments: ["", "a\r\nb", "ü", String(repeating: "x", count: 2000)])
    func `a key that fits no header is refused`(key: String) {
        #expect(throws: CryptowatchSetupError.unusableKey) {
            try Self.source(key: Secret(key), client: Answers([]).client)
        }
    }

    @Test func `the entry is asked only where it is named, and is in no list`() throws {
        #expect(!Exchanges.builtIn.names.contains("cryptowatch"))
        #expect(!Exchanges.builtIn.summaries.contains { $0.id == "cryptowatch" })
        let names = Array(QuoteSources.names(with: .builtIn).prefix(4))
        #expect(names == ["exchanges", "all", "cryptowatch", "simulated"])
        let text = "[[exchange]]\nid = \"cryptowatch\"\npause = 1\n"
        #expect(throws: ExchangesError.self) {
            try Exchanges.builtIn.adding(Array(text.utf8))
        }
    }

    @Test func `a market may hold colons, whatever follows them`() async throws {
        let poll = try await Self.poll(
            Self.page("\"market:a:b:c\":1,\"index:d\u{301}:e:\u{301}f\":2,\"market::x:y\":3"))
        let instruments = poll.quotes.map(\.instrument)
        #expect(instruments.map(\.market.name) == ["a:b", "d\u{301}:e", ":x"])
        #expect(instruments.map(\.pair.name) == ["c", "\u{301}f", "y"])
        let keys = ["market:a:b:c", "index:d\u{301}:e:\u{301}f", "market::x:y"]
        let expected = try keys.map { try Instrument(key: $0) }
        #expect(instruments == expected)
    }

    @Test func `what no JSON can be costs its entry`() async throws {
        for bad in ["NaN", "Infinity", "-Infinity", "nul", "undefined", "1_0", "\"\\ud800\""] {
            let poll = try await Self.poll(
                Self.page("\"market:a:x\":1,\"market:a:y\":\(bad),\"market:a:z\":3"))
            #expect(Self.quotes(poll) == ["a:x": 1, "a:z": 3])
            #expect(poll.rejected == 1)
        }
        let poll = try await Self.poll(
            Self.page("\"market:a:x\":1,\"market:a:\\ud800\":2,\"market:a:z\":3"))
        #expect(Self.quotes(poll) == ["a:x": 1, "a:z": 3])
        #expect(poll.rejected == 1)
    }

    @Test func `every pair has candles, also one that no answer had`() async throws {
        let answers = Answers([Self.ok("{\"result\":{\"60\":[]}}")])
        let source = try Self.source(base: "http://h/cw/", client: answers.client)
        let instrument = try Instrument(key: "market:a:b/c")
        let last = Minute(containing: Self.now)
        let pages = source.pages(of: instrument, covering: last...last, at: Self.now)
        let page = try #require(pages.first)
        _ = try? await source.candles(of: instrument, on: page, at: Self.now)
        #expect(
            answers.requests.map(\.address.text) == [
                "http://h/cw/markets/a/b%2Fc/ohlc?periods=60&after=1630168020&before=1630168020"
            ])
    }
}
