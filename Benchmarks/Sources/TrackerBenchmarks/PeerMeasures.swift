import Foundation
import TrackerEngine

/// Our side of the comparison with others: the same questions, from the store of `DayColumns`.
///
/// Prints one JSON object: what was measured, and answers to compare with those of the others.
struct PeerMeasures {
    let pairs: Int
    let folder: String

    /// Nanoseconds of wall time, as others use several threads.
    private struct Measure: Encodable {
        let median: Double
        let least: Double
        let greatest: Double
        let spread: Double
        let samples: Int
    }

    private struct Answers: Encodable {
        /// By number of the instrument; without holes.
        var series: [String: [Double]] = [:]
        /// The ranked market in its order, numbers and variances.
        var order: [Int] = []
        var variances: [Double] = []
        /// Of each instrument in its market; 0 where it has no two prices.
        var places: [Int] = []
    }

    private struct Output: Encodable {
        var measures: [String: Measure] = [:]
        /// Bytes.
        var amounts: [String: Int] = [:]
        var answers = Answers()
    }

    func run() async throws {
        var output = Output()
        output.amounts["bytes on disk"] = Self.size(of: DayColumns.store(in: folder))
        let before = Machine.resident
        let day = try await load()
        let instruments = try names()
        let ranked = try Market("ranked")
        let window = DayWindow(day, through: FilledDay.now)
        keep(window.ranking(of: ranked))
        output.amounts["resident"] = Machine.resident - before
        output.answers = try answers(window, instruments, ranked)
        try await read(day, instruments, ranked, &output)
        try await write(day, &output)
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        print(String(decoding: try encoder.encode(output), as: UTF8.self))
    }

    /// As the program does at its start.
    private func load() async throws -> RollingDay {
        let path = DayColumns.store(in: folder)
        guard case .writer(let journal) = try StoreFile.open(path: path, clock: StillClock())
        else { throw BesideError.inUse(path) }
        let first = FilledDay.now.windowStart
        var day = RollingDay()
        day.restore(try await journal.load(from: first))
        return day
    }

    /// In the order of their numbers.
    private func names() throws -> [Instrument] {
        let text = try String(contentsOfFile: folder + "/instruments.csv", encoding: .utf8)
        return try text.split(separator: "\n").dropFirst().map { line in
            let cells = line.split(separator: ",")
            return Instrument(
                market: try Market(String(cells[1])), pair: try Pair(String(cells[2])))
        }
    }

    private static func size(of path: String) -> Int {
        [path, path + "-wal"].reduce(0) { sum, path in
            let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
            return sum + (size ?? 0)
        }
    }
}

// MARK: - Measures

extension PeerMeasures {
    private func time(
        _ name: String, samples: Int = 15, _ output: inout Output,
        _ body: (Int) async throws -> Void
    ) async rethrows {
        let found = try await Stopwatch(kind: .wall, samples: samples).time(body)
        output.measures[name] = Measure(
            median: found.median, least: found.least, greatest: found.greatest,
            spread: found.spread, samples: samples)
    }

    private func read(
        _ day: RollingDay, _ instruments: [Instrument], _ ranked: Market, _ output: inout Output
    ) async throws {
        try await time("cold start", samples: 5, &output) { _ in
            let window = DayWindow(try await load(), through: FilledDay.now)
            keep(window.series(of: instruments[0]))
        }
        let window = DayWindow(day, through: FilledDay.now)
        await time("series", &output) { call in
            keep(window.series(of: instruments[call * 7919 % instruments.count]))
        }
        // A window of its own each time: in one window a ranking is worked out only once.
        await time("rank market", &output) { _ in
            keep(DayWindow(day, through: FilledDay.now).ranking(of: ranked))
        }
        await time("rank all", samples: 5, &output) { _ in
            let window = DayWindow(day, through: FilledDay.now)
            for market in window.markets { keep(window.ranking(of: market)) }
        }
    }

    private func write(_ day: RollingDay, _ output: inout Output) async throws {
        let filled = try FilledDay(pairs: pairs)
        let batches = FilledDay.rest.map(filled.batch)
        await time("ingest", &output) { _ in
            var day = day
            day.ingest(batches[0], replacing: false)
            day.note(batches[0].quotes)
            keep(day)
        }
        let path = DayColumns.store(in: folder)
        guard case .writer(let journal) = try StoreFile.open(path: path, clock: StillClock())
        else { throw BesideError.inUse(path) }
        _ = try await journal.load(from: FilledDay.now)
        try await time("append", &output) { call in
            try await journal.append(batches[call % batches.count])
        }
    }
}

// MARK: - Answers

extension PeerMeasures {
    private func answers(
        _ window: DayWindow, _ instruments: [Instrument], _ ranked: Market
    ) throws -> Answers {
        var answers = Answers()
        for number in stride(from: 0, to: pairs, by: pairs / 5) {
            let series = window.series(of: instruments[number])
            answers.series["\(number)"] = series?.amounts.filter { !$0.isNaN } ?? []
        }
        let numbers = Dictionary(
            uniqueKeysWithValues: instruments.enumerated().map { ($1, $0) })
        let board = window.board(of: ranked)
        for pair in board.byVariance.order {
            let number = numbers[Instrument(market: ranked, pair: pair)]
            guard let number, let variance = board[pair]?.variance else {
                throw BesideError.incomplete("no variance of \(pair.name)")
            }
            answers.order.append(number)
            answers.variances.append(variance)
        }
        answers.places = instruments.map {
            window.ranking(of: $0.market).place(of: $0.pair) ?? 0
        }
        return answers
    }
}
