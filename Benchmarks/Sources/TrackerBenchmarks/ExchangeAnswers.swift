import Foundation
import Synchronization
import TrackerEngine

/// Answers of every exchange of the catalogue, with as many pairs as each has.
struct ExchangeAnswers {
    /// Of an exchange whose number is not known.
    private static let usualPairs = 200
    /// Of all exchanges.
    static let pairs = Exchanges.builtIn.summaries.reduce(0) { $0 + ($1.pairs ?? usualPairs) }
    /// When they are asked for: none of their prices is too old.
    static let now = FilledDay.now.start

    /// How many of the exchanges answer with recorded rows; the others with an example's.
    private(set) var recorded = 0
    /// By address without its query.
    private(set) var listings: [String: [UInt8]] = [:]
    private(set) var prices: [String: [UInt8]] = [:]
    /// The same pairs, each answer in another order.
    private(set) var shuffled: [String: [UInt8]] = [:]

    init() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../exchanges.json")
        let shapes = try JSONDecoder().decode([ExchangeShape].self, from: Data(contentsOf: file))
        let exchanges = Exchanges.builtIn.summaries
        for exchange in exchanges {
            guard let shape = shapes.first(where: { $0.id == exchange.id }) else {
                throw ShapeError.noAnswer(exchange.id)
            }
            try add(shape, pairs: exchange.pairs ?? Self.usualPairs)
        }
    }

    private mutating func add(_ shape: ExchangeShape, pairs: Int) throws {
        let pairsOfCall = pairs / shape.tickers.count
        // A step without a common divisor goes through all of them.
        let places = (0..<pairsOfCall).map { $0 * 7919 % pairsOfCall }
        for call in shape.tickers {
            prices[call.url] = try shape.body(call, pairs: pairsOfCall)
            shuffled[call.url] = try shape.body(call, pairs: pairsOfCall, places: places)
        }
        if let listing = shape.listing {
            listings[listing.url] = try shape.body(listing, pairs: pairs)
        }
        if shape.tickers.allSatisfy({ $0.isRecorded(by: shape.id) }) { recorded += 1 }
    }
}

/// Serves some answers at once.
final class AnswerServer: Sendable {
    private let answers: Mutex<[String: [UInt8]]>

    init(_ answers: [String: [UInt8]]) { self.answers = Mutex(answers) }

    /// From now on these too, instead of others of the same address.
    func serve(_ new: [String: [UInt8]]) {
        answers.withLock { $0.merge(new) { _, new in new } }
    }

    var client: HTTPClient {
        HTTPClient { request in
            let text = request.address.text
            let body = self.answers.withLock { answers in
                answers[text] ?? answers[String(text.prefix { $0 != "?" })]
            }
            return .success(HTTPResponse(status: body == nil ? 404 : 200, body: body ?? []))
        }
    }

    /// The sources of some names, which ask here and never wait.
    func sources(named names: [String]) throws -> [any QuoteSource] {
        try QuoteSources.sources(
            named: names, settings: QuoteSources.Settings(), client: client, clock: LeapingClock())
    }
}

/// A clock that is where somebody wants to wait for.
private final class LeapingClock: WallClock {
    private let time = Mutex(ExchangeAnswers.now)

    var now: Timestamp { time.withLock { $0 } }

    func sleep(until time: Timestamp) async throws {
        self.time.withLock { $0 = max($0, time) }
    }
}
