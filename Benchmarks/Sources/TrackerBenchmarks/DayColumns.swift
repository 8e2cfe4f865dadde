import Foundation
import TrackerEngine

/// A filled day for programs that are not ours: plain columns, and our store of the same prices.
///
/// In the folder, numbers little-endian, NaN for no price, an instrument named by its number from 0:
/// - `instruments.csv`: number, market, pair, with a head.
/// - `prices.f64`: of each instrument its 1,440 prices, one instrument after the other.
/// - `next.f64`: of each of the 25 minutes after that the price of each instrument.
/// - `day.json`: how many pairs, the first minute (since 1970), the market to rank.
/// - `ours.sqlite`: our store of the day.
struct DayColumns {
    let pairs: Int
    let folder: String

    static func store(in folder: String) -> String { folder + "/ours.sqlite" }

    private struct Facts: Encodable {
        let pairs: Int
        let first: Int
        let ranked: String
        let machine: String
    }

    /// Cost: 12 kB a pair, a second or two for 25,000.
    func write() async throws {
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        let filled = try FilledDay(pairs: pairs)
        let window = filled.window
        var names = "number,market,pair\n"
        for (number, instrument) in filled.instruments.enumerated() {
            names += "\(number),\(instrument.market.name),\(instrument.pair.name)\n"
        }
        try save(Data(names.utf8), "instruments.csv")
        var prices = Data(capacity: pairs * Minute.perDay * 8)
        let none = [Double](repeating: .nan, count: Minute.perDay)
        for instrument in filled.instruments {
            prices.append(Self.bytes(window.series(of: instrument)?.amounts ?? none))
        }
        try save(prices, "prices.f64")
        var next = Data()
        for offset in FilledDay.rest {
            let batch = filled.batch(offset)
            let prices = Dictionary(
                uniqueKeysWithValues: batch.quotes.map { ($0.instrument, $0.price.amount) })
            next.append(Self.bytes(filled.instruments.map { prices[$0] ?? .nan }))
        }
        try save(next, "next.f64")
        let facts = Facts(
            pairs: pairs, first: window.first.index, ranked: filled.ranked.name,
            machine: Machine.words)
        try save(try JSONEncoder().encode(facts), "day.json")
        try await store(filled.day)
    }

    private func store(_ day: RollingDay) async throws {
        let path = Self.store(in: folder)
        guard case .writer(let journal) = try StoreFile.open(path: path, clock: StillClock())
        else { throw BesideError.inUse(path) }
        _ = try await journal.load(from: FilledDay.now)
        try await journal.write(day.stored())
    }

    private func save(_ data: Data, _ name: String) throws {
        try data.write(to: URL(filePath: folder).appending(path: name))
    }

    private static func bytes(_ amounts: [Double]) -> Data {
        unsafe amounts.withUnsafeBytes { unsafe Data($0) }
    }
}

enum BesideError: Error {
    /// Another program writes the store.
    case inUse(String)
    /// The store lacks the pairs that it was written with.
    case incomplete(String)
}
