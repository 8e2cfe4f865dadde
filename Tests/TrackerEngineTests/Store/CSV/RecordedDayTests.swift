import Foundation
import Testing

@testable import TrackerEngine

/// A day of real prices, from beside the repository.
struct RecordedDayTests {
    private static let recording = Recordings.shared
        .appending(path: "data/minutes/binance_2021-05-18_48h.csv.gz")
    private static let gzip = "/usr/bin/gzip"

    private static var isThere: Bool {
        FileManager.default.isReadableFile(atPath: recording.path)
            && FileManager.default.isExecutableFile(atPath: gzip)
    }

    /// The rows of its last 24 hours.
    private static func rows() throws -> [(seconds: Int, pair: String, price: String)] {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: gzip)
        process.arguments = ["-dc", recording.standardizedFileURL.path]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let bytes = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        let all = String(decoding: bytes, as: UTF8.self).split(separator: "\n").dropFirst()
        return try all.suffix(40 * 1440).map { line in
            let fields = line.split(separator: ",")
            return (try #require(Int(fields[0])), String(fields[1]), String(fields[2]))
        }
    }

    /// Ranks the plain way: two passes for a variance, places counted.
    private static func ranks(_ prices: [String: [Double]]) -> [String: Double] {
        let variances = prices.mapValues { prices in
            let mean = prices.reduce(0, +) / Double(prices.count)
            return prices.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(prices.count - 1)
        }
        let order = variances.sorted {
            $0.value == $1.value ? $0.key < $1.key : $0.value > $1.value
        }
        return Dictionary(
            uniqueKeysWithValues: order.enumerated().map { place, entry in
                let share = Double(place + 1) / Double(order.count)
                return (entry.key, (share * 1000).rounded(.toNearestOrEven) / 1000)
            })
    }

    @Test(.enabled(if: isThere, "the recorded minutes are not beside the repository"))
    func `a recorded day goes in, ranks as a plain computation does, and comes out the same`()
        throws
    {
        let rows = try Self.rows()
        let shift = CSVSamples.window.upperBound.unixSeconds - (rows.last?.seconds ?? 0)
        let lines = rows.map { "\($0.seconds + shift),binance,\($0.pair),\($0.price)\n" }
        let content = try CSVSamples.read(DayCSV.header + "\n" + lines.joined())
        #expect(content.counts.rows == 57_600)
        #expect(content.counts.prices == 57_600)
        let plan = DayImport(
            content.hours, into: RollingDay(), through: CSVSamples.window.upperBound,
            replacing: false)
        #expect(plan.taken == 57_600)
        var day = RollingDay()
        day.restore(plan.changes)
        var prices: [String: [Double]] = [:]
        for row in rows { prices[row.pair, default: []].append(try #require(Double(row.price))) }
        let expected = Self.ranks(prices)
        let board = DayWindow(day, through: CSVSamples.window.upperBound)
            .board(of: try Market("binance"))
        #expect(board.pairs.count == 40)
        for pair in board.pairs {
            #expect(board.byVariance.rank(of: pair) == expected[pair.name])
        }
        let again = try CSVSamples.read(CSVSamples.text(of: day))
        #expect(again.hours == content.hours)
    }
}
