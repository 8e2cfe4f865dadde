import Foundation
import Synchronization
import TestSupport

@testable import TrackerEngine

/// One server in the place of many exchanges: the catalogue is pointed at it as a user would do it,
/// by a file of entries.
final class ExchangeServer: Sendable {
    /// What is asked for, as its entry has it.
    enum Call: Sendable {
        case tickers(Exchange.Tickers)
        case listing(Exchange.Listing)
        case candles(Exchange.Candles)
    }

    typealias Answer = @Sendable (Exchange, Call, LoopbackServer.Request) -> LoopbackServer.Answer

    let server: LoopbackServer
    let exchanges: Exchanges

    /// `ids`: of the exchanges that are served.
    init(
        _ ids: [String] = Exchanges.builtIn.names, isLogging: Bool = true,
        answer: @escaping Answer
    ) throws {
        let desk = Desk(answer)
        server = try LoopbackServer(isLogging: isLogging) { desk.answer($0) }
        let url = server.url
        var text = ""
        for id in ids {
            let entry = Self.entries[id] ?? ""
            text += entry.replacing("https://host/", with: "\(url)/\(id)/") + "\n\n"
        }
        exchanges = try Exchanges.builtIn.adding(Array(text.utf8)).all
        let all = exchanges
        desk.open(at: url, ids.compactMap { all[$0] })
    }

    /// Entries with the name of any host left out; once, because patterns are slow.
    private static let entries: [String: String] = Exchanges.builtIn.names.reduce(into: [:]) {
        $0[$1] = (Exchanges.entry(of: $1) ?? "")
            .replacing(#/"https://[^/"]+/#) { _ in "\"https://host/" }
    }

    func source(_ id: String, client: HTTPClient, clock: any WallClock) throws -> ExchangeSource {
        guard let entry = exchanges[id] else { throw QuoteSourcesError.unknown(id, names: []) }
        return ExchangeSource(entry, client: client, clock: clock)
    }

    /// A whole good answer to any call.
    static func good(
        _ entry: Exchange, _ call: Call, _ rows: [ExchangeBody.Row], at now: Timestamp
    ) -> LoopbackServer.Answer {
        .json(body(entry, call, rows, at: now))
    }

    static func body(
        _ entry: Exchange, _ call: Call, _ rows: [ExchangeBody.Row], at now: Timestamp
    ) -> String {
        switch call {
        case .tickers(let form): return ExchangeBody.tickers(rows, of: form, entry, at: now)
        case .listing(let form): return ExchangeBody.listing(rows, of: form, entry)
        case .candles(let form):
            let last = Minute(containing: now).index / form.step * form.step
            let ends = (0..<1440 / form.step).map { Minute(index: last - $0 * form.step) }
            return ExchangeBody.candles(ends.map { ($0, "\"1.5\"") }, of: form, entry)
        }
    }

    /// Finds what a request is for.
    private final class Desk: Sendable {
        private struct Line: Sendable {
            let pattern: Glob
            let entry: Exchange
            let call: Call
        }
        private let lines = Mutex<[Line]>([])
        private let answer: Answer

        init(_ answer: @escaping Answer) { self.answer = answer }

        func open(at base: String, _ entries: [Exchange]) {
            var lines: [Line] = []
            for entry in entries {
                for call in entry.tickers + entry.fallback + entry.detailed {
                    let pattern = Self.pattern(call.url.text)
                    lines.append(
                        Line(pattern: Glob(pattern), entry: entry, call: .tickers(call)))
                }
                if let form = entry.listing {
                    lines.append(
                        Line(pattern: Glob(form.url.text), entry: entry, call: .listing(form)))
                }
                for form in entry.candles {
                    let pattern = Self.pattern(form.url.text)
                    lines.append(
                        Line(pattern: Glob(pattern), entry: entry, call: .candles(form)))
                }
            }
            let all = lines.map {
                Line(
                    pattern: Glob(String($0.pattern.pattern.dropFirst(base.count))),
                    entry: $0.entry, call: $0.call)
            }
            self.lines.withLock { $0 = all }
        }

        /// A pattern for what a template may become.
        private static func pattern(_ template: String) -> String {
            template.split(separator: "{", omittingEmptySubsequences: false)
                .map {
                    $0.drop { $0 != "}" }.isEmpty ? $0 : "*" + $0.drop { $0 != "}" }.dropFirst()
                }
                .joined()
        }

        func answer(_ request: LoopbackServer.Request) -> LoopbackServer.Answer {
            // What a redirect has added.
            let target = request.target.replacing("?redirected=1", with: "")
            let line = lines.withLock { lines in lines.first { $0.pattern.matches(target) } }
            guard let line else { return .json("{}", status: 404) }
            return answer(line.entry, line.call, request)
        }
    }
}
