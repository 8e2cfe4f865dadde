import TrackerEngine

extension State {
    /// Asks for a poll at once, and says so: an answer may take its time.
    mutating func pollNow() -> [Command] {
        notice = "Asking …"
        return [.pollNow]
    }

    /// What became of a wish to poll at once, for the person who had it.
    func words(for answer: Engine.PollAnswer) -> String {
        switch answer {
        case .asked(let names):
            let asked = snapshot.sources.filter { names.contains($0.name) }
            let left = snapshot.sources.count - asked.count
            let others = left == 1 ? "one was" : "\(left) were"
            return "Asked \(SourceSummary.names(asked))"
                + (left > 0 ? "; \(others) asked a moment ago, or want patience." : ".")
        case .tooEarly:
            let next = snapshot.sources.compactMap(\.nextPoll).min()
            return "Asked a moment ago: the next poll is "
                + (next.map { "at \(clock($0))." } ?? "under way.")
        case .following: return "Another tracker-tui polls; this one reads what it stores."
        }
    }
}
