import Foundation

/// The medians of an earlier run, to compare with.
struct Baseline: Codable {
    /// What they were measured on, for a person.
    var machine = ""
    /// By size and name; nanoseconds, or the unit of the name.
    var medians: [String: Double] = [:]

    init(machine: String = "", medians: [String: Double] = [:]) {
        self.machine = machine
        self.medians = medians
    }

    /// An empty one where there is no file yet.
    init(path: String) throws {
        guard FileManager.default.fileExists(atPath: path) else { return }
        self = try JSONDecoder().decode(
            Baseline.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
    }

    /// Writes it, with sorted keys: two versions of it can be compared line by line.
    func save(to path: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        let rounded = Baseline(machine: machine, medians: medians.mapValues(Self.rounded))
        try (encoder.encode(rounded) + Data("\n".utf8)).write(to: URL(fileURLWithPath: path))
    }

    /// More digits would only be noise.
    private static func rounded(_ median: Double) -> Double {
        median < 100 ? (median * 1000).rounded() / 1000 : median.rounded()
    }
}
