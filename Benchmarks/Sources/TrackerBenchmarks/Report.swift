import Glibc

/// The table of results, printed as it grows.
struct Report {
    private let baseline: Baseline
    /// Medians by name, in the unit of each.
    private(set) var medians: [String: Double] = [:]
    private static let columns = [-40, 10, 10, 10, 8, 6, 8]

    init(against baseline: Baseline) { self.baseline = baseline }

    func head() {
        Swift.print("Spread: the middle half of the samples, of their median")
        Self.print(["", "median", "min", "max", "spread", "clock", "ratio"])
    }

    func heading(_ words: String) { Swift.print("\n\(words)") }

    /// A line for what took time; `samples` in nanoseconds.
    mutating func add(_ name: String, of pairs: Int, _ samples: Samples, _ kind: Stopwatch.Kind) {
        let times = [samples.median, samples.least, samples.greatest].map(Self.time)
        let ratio = note(name, pairs, samples.median)
        let spread = "\(Int((samples.spread * 100).rounded())) %"
        Self.print([name] + times + [spread, kind.rawValue, ratio])
    }

    /// A line for what is a size or a count.
    mutating func add(_ name: String, of pairs: Int, amount: Double, unit: String) {
        let ratio = note(name, pairs, amount)
        Self.print([name, Self.digits(amount) + " " + unit, "", "", "", "", ratio])
    }

    private mutating func note(_ name: String, _ pairs: Int, _ median: Double) -> String {
        let key = "\(pairs) pairs: \(name)"
        medians[key] = median
        guard let before = baseline.medians[key], before > 0 else { return "-" }
        return Self.fixed(median / before, decimals: 2)
    }

    private static func print(_ cells: [String]) {
        let padded = zip(cells, columns).map { cell, width in
            let padding = String(repeating: " ", count: max(0, abs(width) - cell.count))
            return width < 0 ? cell + padding : padding + cell
        }
        Swift.print(padded.joined(separator: " "))
        // A line at a time also into a pipe: the whole takes minutes.
        fflush(nil)
    }

    /// `412 ns`, `3.08 µs`, `15.2 ms`.
    static func time(_ nanoseconds: Double) -> String {
        switch nanoseconds {
        case ..<1e3: digits(nanoseconds) + " ns"
        case ..<1e6: digits(nanoseconds / 1e3) + " µs"
        case ..<1e9: digits(nanoseconds / 1e6) + " ms"
        default: digits(nanoseconds / 1e9) + " s"
        }
    }

    /// Three digits that count.
    private static func digits(_ number: Double) -> String {
        fixed(number, decimals: number < 10 ? 2 : number < 100 ? 1 : 0)
    }

    private static func fixed(_ number: Double, decimals: Int) -> String {
        let scale = (0..<decimals).reduce(1) { scale, _ in scale * 10 }
        let whole = Int((number * Double(scale)).rounded())
        guard decimals > 0 else { return "\(whole)" }
        let fraction = "\(whole % scale)"
        let zeros = String(repeating: "0", count: decimals - fraction.count)
        return "\(whole / scale).\(zeros)\(fraction)"
    }
}
