import Foundation
import TrackerEngine

/// A filled day for the program itself: it goes on from there.
///
/// In the folder: `day.sqlite`, a store whose last minute is this one, and `prices.json`, what a
/// server of Cryptowatch's kind answers now.
struct RunningDay {
    let pairs: Int
    let folder: String

    func write() async throws {
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        let now = Minute(unixSeconds: Int(Date.now.timeIntervalSince1970))
        let (instruments, day) = try FilledDay.day(pairs, through: now)
        let path = folder + "/day.sqlite"
        guard case .writer(let journal) = try StoreFile.open(path: path, clock: StillClock())
        else { throw BesideError.inUse(path) }
        _ = try await journal.load(from: now)
        try await journal.write(day.stored())
        let entries = instruments.compactMap { instrument in
            day.latest(of: instrument).map { latest in
                "\"market:\(instrument.market):\(instrument.pair)\":\(latest.price.amount)"
            }
        }
        let body = "{\"result\":{" + entries.joined(separator: ",") + "}}"
        try Data(body.utf8).write(to: URL(filePath: folder).appending(path: "prices.json"))
    }
}
