import Foundation
import TrackerEngine

/// Measures the engine at several sizes and compares with an earlier run.
@main
enum TrackerBenchmarks {
    static func main() async {
        do {
            try await run()
        } catch {
            FileHandle.standardError.write(Data("the benchmarks cannot go on: \(error)\n".utf8))
            exit(1)
        }
    }

    private static func run() async throws {
        guard let options = Options(CommandLine.arguments.dropFirst()) else {
            FileHandle.standardError.write(Data((Options.usage + "\n").utf8))
            exit(2)
        }
        switch options.beside {
        case .write(let folder)?:
            return try await DayColumns(pairs: options.sizes[0], folder: folder).write()
        case .writeRun(let folder)?:
            return try await RunningDay(pairs: options.sizes[0], folder: folder).write()
        case .answer(let folder)?:
            return try await PeerMeasures(pairs: options.sizes[0], folder: folder).run()
        case nil: break
        }
        if !options.alertsDay.isEmpty { return try AlertsDay(file: options.alertsDay).run() }
        // Not the place for temporary files that may be memory only: appends are synced to it.
        let directory = "/var/tmp/tracker-benchmarks-\(getpid())"
        defer { try? FileManager.default.removeItem(atPath: directory) }

        if options.days > 0 {
            let life = LongLife(
                days: options.days, pairs: options.sizes[0], directory: directory)
            guard try await life.run() else { exit(1) }
            return
        }
        let baseline = try Baseline(path: options.baseline)
        var report = Report(against: baseline)
        let load = Machine.load
        print("\(Machine.words), load \(load)")
        if !baseline.machine.isEmpty { print("Ratios to \(baseline.machine)") }
        report.head()
        for pairs in options.sizes {
            report.heading("\(pairs) pairs × \(Minute.perDay) minutes")
            try await measure(pairs, options, directory, &report)
        }
        try await ExchangeMeasures(filter: options.filter).run(into: &report)
        print(
            "\nload \(load) at the start, \(Machine.load) now, of which 1 is this run",
            terminator: "")
        print(load > 0.5 ? ": busy, do not trust small differences" : "")
        if options.isSaving {
            try Baseline(machine: Machine.words, medians: report.medians).save(to: options.baseline)
        }
    }

    private static func measure(
        _ pairs: Int, _ options: Options, _ directory: String, _ report: inout Report
    ) async throws {
        if options.filter.isEmpty, pairs == options.sizes[0] { try memory(pairs, &report) }
        let measures = Measures(
            pairs: pairs, filled: try FilledDay(pairs: pairs), filter: options.filter,
            directory: directory)
        try await measures.run(into: &report)
    }

    private static func memory(_ pairs: Int, _ report: inout Report) throws {
        let points = Double(pairs * Minute.perDay)
        // Before anything else: what a former size has freed would be used again, and not count.
        let before = Machine.resident
        let (instruments, day) = try FilledDay.day(pairs)
        let resident = Double(Machine.resident - before)
        withExtendedLifetime(instruments) {}
        report.add(
            "prices, bytes a point", of: pairs, amount: Double(day.weight) / points, unit: "B")
        report.add(
            "resident, bytes a point", of: pairs, amount: resident / points, unit: "B")
    }
}
