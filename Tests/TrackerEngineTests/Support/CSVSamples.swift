import TestSupport

@testable import TrackerEngine

/// Days and files for the tests of CSV.
enum CSVSamples {
    /// The window that ends at `now`.
    static let now = Timestamp(milliseconds: 1_630_168_020_000 + 30_000)
    static let window = DayCSV.window(at: now)
    static let header = DayCSV.header

    /// Reads a whole file at once.
    static func read(
        _ text: String, window: ClosedRange<Minute> = window
    ) throws(DayCSVError) -> DayCSVReader.Content {
        var reader = DayCSVReader(window: window)
        try reader.read(Array(text.utf8))
        return try reader.finish()
    }

    static func text(
        of day: RollingDay, market: Market? = nil, pair: Pair? = nil
    ) -> String {
        var bytes: [UInt8] = []
        let writer = DayCSVWriter(window: window, market: market, pair: pair)
        _ = writer.write(day) { (piece: [UInt8]) throws(Never) in bytes += piece }
        return String(decoding: bytes, as: UTF8.self)
    }

    static func day(of content: DayCSVReader.Content) -> RollingDay {
        var day = RollingDay()
        day.restore(StoredDay(hours: content.hours))
        return day
    }

    /// Every hour of the window, packed.
    static func hours(of day: RollingDay) -> [SealedHour] {
        (window.lowerBound.hour...window.upperBound.hour).flatMap { day.sealedHours($0) }
    }

    /// A few instruments with names from anywhere, and prices of all kinds.
    static func day(seed: UInt64) throws -> RollingDay {
        var random = SeededGenerator(seed: seed)
        var day = RollingDay()
        for number in 0..<UInt64.random(in: 1...6, using: &random) {
            let instrument = Instrument(
                market: try Market(name(&random)), pair: try Pair(name(&random)))
            let start = Int.random(in: 0..<1440, using: &random)
            let length = Int.random(in: 1...(1440 - start), using: &random)
            let series = Series(
                start: window.lowerBound.advanced(by: start),
                amounts: Samples.amounts(length, seed: seed &* 7 &+ number))
            day.merge(series, of: instrument)
        }
        if Bool.random(using: &random) { _ = day.seal(before: window.upperBound) }
        return day
    }

    /// A name of anything that a name may hold, but slashes, which a file's reader takes out.
    static func name(_ random: inout SeededGenerator) -> String {
        let letters = [
            "a", "z", "0", "-", ",", "\"", ";", " ", "é", "ß", "İ", "語", "🚀", ":", "'", "=",
        ]
        while true {
            let name = (0..<Int.random(in: 1...9, using: &random))
                .map { _ in letters.randomElement(using: &random) ?? "a" }.joined()
            if let pair = try? Pair(name) { return pair.name }
        }
    }
}
