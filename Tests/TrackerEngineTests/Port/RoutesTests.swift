import Foundation
import Testing

@testable import TrackerEngine

struct RoutesTests {
    struct Case: Sendable, CustomStringConvertible {
        let target: String
        let expected: [String]?
        init(_ target: String, _ expected: [String]?) {
            (self.target, self.expected) = (target, expected)
        }
        var description: String { String(target.prefix(60)) }
    }

    private static let long = String(repeating: "x", count: 128)

    @Test(arguments: [
        Case("/data-tracker/KRAKEN/BtcUSD", ["kraken", "btcusd"]),
        Case("/data-tracker/btcusd", ["kraken", "btcusd"]),
        Case("/data-tracker/a%2Fb/c%2f%44", ["a/b", "c/d"]),
        Case("/data-tracker/a:b/c+d%20e", ["a:b", "c+d e"]),
        Case("/data-tracker/%C3%9C/%F0%9F%98%80", ["ü", "😀"]),
        Case("/data-tracker/%2500/%2501", ["%00", "%01"]),
        Case("/%64ata-tracker/b", ["kraken", "b"]),
        Case("/data-tracker/plot/kraken/btcusd", nil), Case("/data-tracker", nil),
        Case("/data-tracker/", nil), Case("/data-tracker//btcusd", nil),
        Case("/data-tracker/kraken/", nil), Case("/data-tracker/a%2", nil),
        Case("/data-tracker/%00", nil), Case("/data-tracker/%1B[2J", nil),
        Case("/data-tracker/%20btcusd", nil), Case("/data-tracker/%E2%80%AEbtcusd", nil),
        Case("/data-tracker/a%", nil), Case("/data-tracker/a%zz", nil),
        Case("/data-tracker/a%+1", nil), Case("/data-tracker/%C3", nil),
        Case("/data-tracker/%ED%A0%80", nil), Case("/data-tracker/%C0%AF", nil),
        Case("/data-tracker/\(long)", ["kraken", long]), Case("/data-tracker/\(long)x", nil),
        Case("/Data-Tracker/a", nil), Case("data-tracker/a", nil), Case("", nil), Case("*", nil),
        Case("http://localhost/data-tracker/a", nil), Case("//", nil), Case("/healthz/", nil),
        Case("/data-tracker/" + String(repeating: "%61", count: 400), nil),
    ])
    func `a path names its pair or nothing`(_ example: Case) throws {
        let routes = Self.routes(try PortSamples.window([:]))
        let text = Self.text(routes.response(to: Self.get(example.target)))
        if let names = example.expected {
            let instrument = Instrument(market: try Market(names[0]), pair: try Pair(names[1]))
            #expect(text == String(decoding: PairAnswer.missing(instrument), as: UTF8.self))
        } else {
            let words = [
                "No such path. GET / lists the routes.", "The path has a broken escape.",
                "The path is not UTF-8.",
            ]
            #expect(words.contains { text == #"{"error":"\#($0)"}"# }, "\(text)")
        }
    }

    @Test(arguments: ["BTC%2FUSD", "btc-usd", "btc_usd", "btcusd"])
    func `a pair is found as people write it, the exact name first`(_ name: String) throws {
        let window = try PortSamples.window(["btcusd": [1, 2], "a-usd": [3], "ausd": [4]])
        let routes = Self.routes(window)
        let found = routes.response(to: Self.get("/data-tracker/\(name)"))
        #expect(found.status == 200)
        #expect(Self.text(found).hasSuffix(":2}}}"))
        let exact = routes.response(to: Self.get("/data-tracker/A-USD"))
        #expect(Self.text(exact).hasSuffix(":3}}}"))
    }

    @Test func `bytes that are no text name nothing`() throws {
        #expect(throws: EscapeFault.notUTF8) {
            try Route.find(Array("/data-tracker/a".utf8) + [0xFF])
        }
        #expect(try Route.find(Array("/data-tracker/a".utf8))?.names == ["a"])
    }

    @Test(arguments: Route.catalogue.indices)
    func `each route is found by its own path`(_ place: Int) throws {
        let path = Route.catalogue[place].path
        let found = try #require(try Route.find(Array(path.utf8)))
        #expect(found.route.path == path)
        #expect(
            found.names == path.split(separator: "/").filter { $0.hasPrefix(":") }.map(String.init))
    }

    private static func routes(
        _ window: DayWindow, at now: Timestamp = PortSamples.now, hosts: HostRule = .loopback
    ) -> Routes {
        let snapshot = PortSamples.snapshot(window)
        return Routes(answers: Answers(snapshot), hosts: hosts, now: now)
    }

    private static let host = PortHeader("host", "localhost")

    private static func get(_ path: String) -> PortRequest {
        PortRequest(path: Array(path.utf8), headers: [host])
    }

    /// `text`: a path and its query.
    private static func get(asking text: String) -> PortRequest {
        let parts = text.split(separator: "?", maxSplits: 1).map(String.init)
        var request = get(parts[0])
        request.query = PortQuery(passingOver: Routes.passesOverParameters(request.path))
        for part in parts.dropFirst().first?.split(separator: "&") ?? [] {
            let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            request.query.append(
                String(pair[0]), pair.count > 1 ? String(pair[1]) : "", known: Routes.parameters)
        }
        return request
    }

    private static func text(_ response: PortResponse) -> String {
        String(decoding: response.body.bytes, as: UTF8.self)
    }

    private static func header(_ name: String, _ response: PortResponse) -> String? {
        response.headers.first { $0.name == name }?.value
    }

    @Test func `a pair is answered with its tag and how long it holds`() throws {
        let routes = Self.routes(try PortSamples.window(["btcusd": [1, 2.5]]))
        let response = routes.response(to: Self.get("/data-tracker/btcusd"))
        #expect(response.status == 200)
        #expect(Self.header("Cache-Control", response) == "max-age=39")
        let tag = try #require(Self.header("ETag", response))
        #expect(tag.hasPrefix("\"") && tag == PortBody(response.body.bytes).entityTag)
        var again = Self.get("/data-tracker/btcusd")
        again.headers = [Self.host, PortHeader("if-none-match", "\"x\", W/\(tag)")]
        #expect(routes.response(to: again).status == 304)
        again.headers = [Self.host, PortHeader("if-none-match", "\"x\"")]
        #expect(routes.response(to: again).status == 200)
    }

    @Test func `a client that takes gzip gets it, with a tag of its own`() throws {
        let day = (0..<200).map { Double($0) }
        let routes = Self.routes(try PortSamples.window(["btcusd": day, "small": [1]]))
        var request = Self.get("/data-tracker/btcusd")
        let plain = routes.response(to: request)
        let coding = PortHeader("accept-encoding", "br, gzip;q=0.5")
        request.headers.append(coding)
        let packed = routes.response(to: request)
        #expect(Self.header("Content-Encoding", packed) == "gzip")
        #expect(Self.header("Content-Encoding", plain) == nil)
        #expect(try Unpacking.bytes(packed.body.bytes) == plain.body.bytes)
        for response in [plain, packed] {
            #expect(Self.header("Vary", response) == "Accept-Encoding")
        }
        let tags = [plain, packed].compactMap { Self.header("ETag", $0) }
        #expect(Set(tags).count == 2)
        request.headers = [Self.host, coding, PortHeader("if-none-match", tags[0])]
        #expect(routes.response(to: request).status == 200)
        request.headers[2] = PortHeader("if-none-match", tags[1])
        let known = routes.response(to: request)
        #expect(known.status == 304 && Self.header("Vary", known) == "Accept-Encoding")
        request.path = Array("/data-tracker/small".utf8)
        let small = routes.response(to: request)
        #expect(Self.header("Content-Encoding", small) == nil)
        #expect(Self.header("Vary", small) == "Accept-Encoding")
    }

    @Test(arguments: 0..<60)
    func `a copy is fresh to the end of its minute and no longer`(second: Int) throws {
        let window = try PortSamples.window(["btcusd": [1]])
        for milliseconds in [0, 1, 999] {
            let now = PortSamples.minute.start + .milliseconds(second * 1000 + milliseconds)
            let response = Self.routes(window, at: now).response(
                to: Self.get("/data-tracker/btcusd"))
            #expect(Self.header("Cache-Control", response) == "max-age=\(59 - second)")
        }
    }

    @Test func `the window is that of the request, not of the snapshot`() throws {
        let first = [9.0] + Array(repeating: .nan, count: 1438) + [5]
        let window = try PortSamples.window([
            "long": first, "old": [3.0] + Array(repeating: .nan, count: 1439),
        ])
        let path = Self.get("/data-tracker/long")
        let now = Self.text(Self.routes(window).response(to: path))
        #expect(now.contains(":9,"))
        let later = Self.routes(window, at: PortSamples.minute.next.start)
        #expect(
            Self.text(later.response(to: path))
                == #"{"result":{"rank":null,"values":{"1630168020":5}}}"#)
        let gone = later.response(to: Self.get("/data-tracker/OLD"))
        #expect(gone.status == 404)
        #expect(Self.text(gone) == #"{"error":"No data available for KRAKEN:OLD."}"#)
        #expect(Self.header("Cache-Control", gone) == "no-cache")
        let before = Self.routes(window, at: PortSamples.minute.advanced(by: -1).start)
        #expect(!Self.text(before.response(to: path)).contains(":5"))
    }

    @Test func `an unknown path is an error in JSON`() throws {
        let response = Self.routes(try PortSamples.window([:])).response(to: Self.get("/x"))
        #expect(response.status == 404)
        #expect(Self.text(response).hasPrefix(#"{"error":""#))
    }

    @Test(arguments: ["POST", "PUT", "DELETE", "OPTIONS", "get", "BREW"])
    func `only reading is allowed`(_ method: String) throws {
        var request = Self.get("/healthz")
        request.method = method
        let response = Self.routes(try PortSamples.window([:])).response(to: request)
        #expect(response.status == 405)
        #expect(Self.header("Allow", response) == "GET, HEAD")
    }

    @Test(arguments: [
        ("localhost", true), ("LocalHost:8080", true), ("127.0.0.1", true), ("127.0.0.1:1", true),
        ("[::1]", true), ("[::1]:65535", true), ("localhost:", true), ("evil.example", false),
        ("localhost.evil.example", false), ("localhost:80.evil.example", false), ("", false),
        ("127.0.0.1.nip.io:80", false), ("user@localhost", false), ("[::1", false),
        ("localhost, evil", false), ("localhost:123456", false), ("::1", false),
    ])
    func `on loopback only its own names are served`(_ host: String, _ isServed: Bool) throws {
        var request = Self.get("/")
        request.headers = [PortHeader("host", host)]
        let window = try PortSamples.window([:])
        #expect(Self.routes(window).response(to: request).status == (isServed ? 200 : 403))
        #expect(Self.routes(window, hosts: .any).response(to: request).status == 200)
    }

    @Test(arguments: [
        ("http://localhost:8080/healthz", "evil.example", 200, "/healthz"),
        ("HTTP://LocalHost/healthz", "localhost", 200, "/healthz"),
        ("http://[::1]:80", "localhost", 200, "/"), ("http://127.0.0.1/", "localhost", 200, "/"),
        ("http://evil.example/healthz", "localhost", 403, "/healthz"),
        ("http://user@localhost/", "localhost", 403, "/"), ("http:///", "localhost", 403, "/"),
        ("https://localhost/", "localhost", 404, "https://localhost/"),
        ("http:/healthz", "localhost", 404, "http:/healthz"),
        ("http://", "localhost", 404, "http://"),
    ])
    func `a target in absolute form is read as its path, and its host is checked`(
        _ target: String, _ host: String, _ status: Int, _ path: String
    ) throws {
        var request = Self.get("/")
        request.path = Array(target.utf8)
        request.headers = [PortHeader("host", host), PortHeader("accept-encoding", "gzip")]
        request.makeRelative()
        #expect(String(decoding: request.path, as: UTF8.self) == path)
        #expect(request.values(of: "host").count == 1)
        #expect(request.values(of: "accept-encoding") == ["gzip"])
        #expect(Self.routes(try PortSamples.window([:])).response(to: request).status == status)
    }

    @Test(arguments: [
        ("/healthz?age=", "The parameter age has no value."),
        ("/healthz?aeg=1", #"Unknown parameter "aeg"; did you mean age?"#),
        ("/healthz?n=1", #"Unknown parameter "n"; the path has age."#),
        ("/healthz?format=csv", #"Unknown parameter "format"; the path has age."#),
        ("/?format=csv", #"Unknown parameter "format"; the path has none."#),
        ("/top?by=", "The parameter by has no value."),
        ("/top?makret=kraken", #"Unknown parameter "makret"; did you mean market?"#),
        ("/top?n=5&n=2", "The parameter n appears twice."),
        ("/top?%0an=5", #"Unknown parameter "?n"; did you mean n?"#),
        ("/top?market=%ff%fe", "The query is not UTF-8."),
        ("/top?market=%f", "The query has a broken escape."),
        ("/top?%zz=1", "The query has a broken escape."),
        ("/data-tracker/btcusd?format=%zz", "The query has a broken escape."),
        ("/%zz", "The path has a broken escape."), ("/%ff", "The path is not UTF-8."),
        ("/data-tracker/kraken/%e2%28", "The path is not UTF-8."),
    ])
    func `a parameter or a path that makes no sense is told by its name`(
        _ target: String, _ words: String
    ) throws {
        let window = try PortSamples.window(["btcusd": [1, 2]])
        let response = Self.routes(window).response(to: Self.get(asking: target))
        #expect(response.status == 400)
        #expect(Self.text(response) == String(decoding: PairAnswer.error(words), as: UTF8.self))
    }

    @Test(arguments: [
        "x=1", "x=%zz", "format=", "format=&format=json", "format=json&format=xml", "n=1",
    ])
    func `paths of data-tracker pass over parameters that mean nothing`(_ query: String) throws {
        let window = try PortSamples.window(["btcusd": [1, 2]])
        for path in ["btcusd", "kraken/btcusd", "kraken/btcusd/last"] {
            let request = Self.get(asking: "/data-tracker/\(path)?\(query)")
            #expect(Self.routes(window).response(to: request).status == 200, "\(path)")
        }
    }

    @Test func `the index lists every route`() throws {
        let response = Self.routes(try PortSamples.window([:])).response(to: Self.get("/"))
        let json = try JSONSerialization.jsonObject(with: Data(response.body.bytes))
        let routes = try #require((json as? [String: Any])?["routes"] as? [String: String])
        #expect(Set(routes.keys) == Set(Route.catalogue.map(\.path)))
    }

    @Test func `every answer with a simulated price says so, also a minute later`() throws {
        let window = try PortSamples.window(["btcusd": [1, 2]], kind: .simulated)
        for seconds in [0, 60] {
            let routes = Self.routes(window, at: PortSamples.now + .seconds(seconds))
            let text = Self.text(routes.response(to: Self.get("/data-tracker/btcusd")))
            #expect(text.hasPrefix(#"{"simulated":true,"result":{"rank":"#), "\(text)")
            let json = try JSONSerialization.jsonObject(with: Data(text.utf8))
            #expect((json as? [String: Any])?["simulated"] as? Bool == true)
        }
    }

    @Test func `health says what comes in and what is held`() throws {
        let window = try PortSamples.window(
            ["a": [1, .nan, 2], "b": [4]], kind: .simulated)
        let response = Self.routes(window).response(to: Self.get("/healthz"))
        #expect(Self.header("Cache-Control", response) == "no-cache")
        let json = try JSONSerialization.jsonObject(with: Data(response.body.bytes))
        let health = try #require(json as? [String: Any])
        for (name, value) in ["age": 20, "minutes": 2, "instruments": 2, "markets": 1] {
            #expect(health[name] as? Int == value, "\(name)")
        }
        #expect(health["alive"] as? Bool == true)
        #expect(health["simulated"] as? Bool == true)
        let source = try #require((health["sources"] as? [[String: Any]])?.first)
        #expect(source["error"] as? String == "timed \"out\"\u{1B}[2J")
        #expect(source["lastSuccess"] as? Int == 1_630_168_020)
        #expect((health["store"] as? [String: Any])?["state"] as? String == "writing")
        #expect(!Self.text(response).contains("/srv/me"))
    }

    @Test(arguments: [
        ("age=20", 200, 503), ("age=19", 503, 503), ("age=%32%30", 200, 503),
        ("age=86400", 200, 503), ("age=30&age=1", 400, 400), ("age=&age=1", 400, 400),
        ("age=", 400, 400), ("other=x", 400, 400), ("other=%zz", 400, 400), ("AGE=1", 400, 400),
        ("age=0", 400, 400), ("age=86401", 400, 400), ("age=5m", 400, 400), ("age=-1", 400, 400),
        ("age=%zz", 400, 400), ("age=1%2", 400, 400),
    ])
    func `health fails where the newest minute is older than is asked for`(
        _ query: String, _ status: Int, _ statusOfEmptyDay: Int
    ) throws {
        for (prices, status) in [(["a": [1.0, 2]], status), ([:], statusOfEmptyDay)] {
            let routes = Self.routes(try PortSamples.window(prices))
            let response = routes.response(to: Self.get(asking: "/healthz?\(query)"))
            #expect(response.status == status)
            #expect(Self.header("Cache-Control", response) == "no-cache")
            guard status != 400 else { continue }
            let plain = routes.response(to: Self.get("/healthz"))
            #expect(response.body.bytes == plain.body.bytes)
        }
    }

    @Test func `the last price comes with its minute, change and rank, without the day`() throws {
        let window = try PortSamples.window([
            "btcusd": [2, .nan, 2.5, .nan], "ethusd": [1, 4, 9, 1], "one": [.nan, .nan, .nan, 3],
            "none": [0, 0, 0, 0],
        ])
        let routes = Self.routes(window)
        func last(_ pair: String) -> String {
            Self.text(routes.response(to: Self.get("/data-tracker/KRAKEN/\(pair)/last")))
        }
        let newest = PortSamples.minute.unixSeconds
        #expect(
            last("BTC%2Fusd")
                == #"{"result":{"market":"kraken","pair":"btcusd","last":2.5,"minute":"#
                + #"\#(newest - 60),"change":0.25,"rank":0.667}}"#)
        #expect(last("one").contains(#""last":3,"minute":\#(newest),"change":null,"rank":null}}"#))
        #expect(last("none").contains(#""last":null,"#))
        #expect(last("xyz") == #"{"error":"No data available for KRAKEN:XYZ."}"#)
        let response = routes.response(to: Self.get("/data-tracker/kraken/btcusd/last"))
        #expect(Self.header("Cache-Control", response) == "max-age=1, s-maxage=2")
        #expect(Self.header("ETag", response) != nil)
    }

    @Test func `as much of the last price as a day of prices says`() throws {
        let window = try PortSamples.window(["btcusd": [1, 3, 2], "ethusd": [5, 5, 6]])
        let routes = Self.routes(window)
        func result(_ path: String) throws -> [String: Any] {
            let bytes = routes.response(to: Self.get(path)).body.bytes
            let json = try JSONSerialization.jsonObject(with: Data(bytes))
            return try #require((json as? [String: Any])?["result"] as? [String: Any])
        }
        for pair in ["btcusd", "ethusd"] {
            let day = try result("/data-tracker/kraken/\(pair)")
            let last = try result("/data-tracker/kraken/\(pair)/last")
            let values = try #require(day["values"] as? [String: Double])
            let newest = try #require(values.keys.max())
            #expect(last["minute"] as? Int == Int(newest))
            #expect(last["last"] as? Double == values[newest])
            #expect(last["rank"] as? Double == day["rank"] as? Double)
        }
    }

    @Test func `a day and a last price come as CSV too`() throws {
        let window = try PortSamples.window(["btcusd": [2, 2.5], "a,b": [1]])
        let routes = Self.routes(window)
        let day = routes.response(to: Self.get(asking: "/data-tracker/btcusd?format=csv"))
        #expect(day.type == PortResponse.csv)
        #expect(
            Self.text(day)
                == "unix_minute,market,pair,price\n1630167960,kraken,btcusd,2\n"
                + "1630168020,kraken,btcusd,2.5\n")
        let last = "/data-tracker/kraken/btcusd/last"
        #expect(
            Self.text(routes.response(to: Self.get(asking: "\(last)?format=csv")))
                == "market,pair,last,minute,change,rank\nkraken,btcusd,2.5,1630168020,0.25,1\n")
        #expect(
            Self.text(
                routes.response(to: Self.get(asking: "/data-tracker/kraken/a%2Cb/last?format=csv"))
            ).hasSuffix("\nkraken,\"a,b\",1,1630168020,,\n"))
        for format in ["json", ""] {
            let response = routes.response(to: Self.get(asking: "\(last)?format=\(format)"))
            #expect(response.type == PortResponse.json)
            #expect(Self.text(response) == Self.text(routes.response(to: Self.get(last))))
        }
        #expect(routes.response(to: Self.get(asking: "\(last)?format=xml")).status == 400)
        #expect(
            routes.response(to: Self.get(asking: "/data-tracker/none?format=csv")).status == 404)
    }

    @Test func `made-up prices say so in every form`() throws {
        let window = try PortSamples.window(["btcusd": [1, 2]], kind: .simulated)
        let routes = Self.routes(window)
        for (target, words) in [
            ("/data-tracker/kraken/btcusd/last", #"{"simulated":true,"result":{"market""#),
            ("/data-tracker/kraken/btcusd/last?format=csv", "market,pair,simulated_last,"),
            ("/data-tracker/btcusd?format=csv", "unix_minute,market,pair,simulated_price\n"),
        ] {
            #expect(Self.text(routes.response(to: Self.get(asking: target))).hasPrefix(words))
        }
    }

    @Test func `health of an empty day has no age`() throws {
        let response = Self.routes(try PortSamples.window([:])).response(to: Self.get("/healthz"))
        #expect(Self.text(response).contains(#""newest":null,"age":null,"minutes":0,"#))
    }

    @Test func `health says how each source does, new members last`() throws {
        var sources = [SourceHealth(name: "a", address: "a.test")]
        sources += [SourceHealth(name: "b", address: "b.test")]
        sources[0].took = .milliseconds(1234)
        sources[0].bytes = 99
        sources[1].failure = .init(
            reason: "no", at: PortSamples.now, times: 2, isBarred: true)
        let servers = [try Market("y"): 0, try Market("x"): 0]
        let snapshot = Snapshot(
            window: try PortSamples.window([:]), sources: sources, store: .memory(reason: ""),
            providers: servers)
        let routes = Routes(answers: Answers(snapshot), hosts: .any, now: PortSamples.now)
        let text = Self.text(routes.response(to: Self.get("/healthz")))
        let first = #""error":null,"barred":false,"took":1234,"bytes":99,"markets":["x","y"]},"#
        #expect(text.contains(first))
        let second = #""error":"no","barred":true,"took":null,"bytes":0,"markets":[]}]"#
        #expect(text.contains(second))
    }

    @Test func `a pair may be in what is still being read`() throws {
        let window = try PortSamples.window(["a": [1, 2]])
        let snapshot = PortSamples.snapshot(window, loading: LoadingProgress(read: 1, all: 9))
        let routes = Routes(answers: Answers(snapshot), hosts: .any, now: PortSamples.now)
        #expect(routes.response(to: Self.get("/data-tracker/a")).status == 200)
        let response = routes.response(to: Self.get("/data-tracker/b"))
        #expect(response.status == 503)
        #expect(response.headers.contains { $0.name == "Retry-After" && $0.value == "1" })
        #expect(routes.response(to: Self.get("/nothing")).status == 404)
    }

    @Test(arguments: [
        ("/data-tracker/new/a", 200, ":7"), ("/data-tracker/old/a", 200, ":7"),
        ("/data-tracker/other/a", 200, ":9"), ("/data-tracker/old/b", 404, "OLD:B."),
        ("/data-tracker/none/a", 404, "NONE:A."), ("/data-tracker/older/a", 404, "OLDER:A."),
    ])
    func `a market is found by another name`(
        _ path: String, _ status: Int, _ words: String
    ) throws {
        var day = RollingDay()
        for (market, price) in [("new", 7.0), ("other", 9)] {
            let series = Series(start: PortSamples.minute, amounts: [price])
            day.merge(
                series, of: Instrument(market: try Market(market), pair: try Pair("a")))
        }
        var routes = Self.routes(DayWindow(day, through: PortSamples.minute))
        // A name that has prices of its own wins; names are looked up once.
        routes.aliases = [
            try Market("old"): try Market("new"), try Market("other"): try Market("new"),
            try Market("older"): try Market("old"),
        ]
        let response = routes.response(to: Self.get(path))
        #expect(response.status == status)
        #expect(Self.text(response).contains(words))
    }
}
