import TrackerEngine

/// The progress of a pair's history, with a small bar.
struct FetchText {
    let count: BackfillProgress.Count
    let symbols: Symbols

    /// The progress in as many words as there is room for; empty if there is none.
    func text(room: Int) -> String {
        guard count.all > 0 else {
            return ["fetching history", "history"].first { $0.cellWidth <= room } ?? ""
        }
        let steps = "\(Numbers.count(count.done)) of \(Numbers.count(count.all))"
        let forms = [
            "fetching history \(bar) \(steps)", "history \(bar) \(steps)", "history \(steps)",
            steps,
        ]
        return forms.first { $0.cellWidth <= room } ?? ""
    }

    /// A cell a step, at most ten.
    private var bar: String {
        let width = min(count.all, 10)
        let done = min(max(0, count.done), count.all) * width / count.all
        let full = symbols.bars.last ?? "#"
        return String(
            String.UnicodeScalarView(
                Array(repeating: full, count: done)
                    + Array(repeating: symbols.track, count: width - done)))
    }
}
