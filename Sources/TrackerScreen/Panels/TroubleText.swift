import TrackerEngine

/// What is wrong with the store or with sources, in as many words as there is room for.
struct TroubleText {
    /// The longest form first; none if nothing is wrong.
    let forms: [String]

    init(_ state: State) {
        if case .failing(let place, let reason) = state.snapshot.store {
            // The point first, and no path before the reason: the line may be cut.
            let short = reason.replacing(" " + place, with: "")
            forms = ["in memory only: \(short)", "not stored: \(short)", "not stored"]
            return
        }
        let summary = SourceSummary(state.snapshot)
        guard let group = summary.groups.first else {
            forms = []
            return
        }
        let names = SourceSummary.names(summary.failing)
        let next = group.next.map { ", next try \(state.clock($0))" } ?? ""
        let isOne = summary.failing.count == 1
        let count = isOne ? names : "\(summary.failing.count) of \(summary.count)"
        let whole = isOne ? "\(names): \(group.reason)" : "\(count) fail: \(names)"
        forms = [whole + next, whole, "\(count) \(isOne ? "fails" : "fail")"]
    }
}
