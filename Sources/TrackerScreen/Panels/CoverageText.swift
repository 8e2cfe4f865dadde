import TrackerEngine

/// The share of a day that is known, and its origin, in as many words as there is room for.
struct CoverageText {
    let coverage: Coverage
    /// When the newest price was polled, as a clock time.
    let last: String?
    /// Whether that is longer ago than a poll or two.
    var isOld = false

    func text(room: Int) -> String {
        forms.first { $0.cellWidth <= room } ?? total
    }

    private var total: String { "\(Numbers.count(Minute.perDay - coverage.missing)) of 1,440" }

    /// The text in words, the longest form first.
    private var forms: [String] {
        let ending = last.map { ["  last \($0)"] } ?? []
        let fetched = coverage.backfilled + coverage.coarse
        guard fetched > 0 else { return ending.map { total + $0 } }
        func parts(_ coarse: String, _ missing: Int) -> String {
            [
                (coverage.polled, "polled"), (coverage.backfilled, "fetched"),
                (coverage.coarse, coarse), (missing, "missing"),
            ].filter { $0.0 > 0 }.map { "\(Numbers.count($0.0)) \($0.1)" }.joined(separator: ", ")
        }
        let long = "\(total): \(parts("from longer candles", coverage.missing))"
        let short = "\(total): \(parts("coarse", 0))"
        let two = "\(Numbers.count(coverage.polled)) polled, \(Numbers.count(fetched)) fetched"
        let all = ending.map { long + $0 } + [long] + ending.map { short + $0 }
        // Where nothing came for a while that is what matters: since when.
        if isOld { return ending.flatMap { [long + $0, short + $0, two + $0, total + $0] } }
        return all + [short, parts("coarse", 0), two]
    }
}
