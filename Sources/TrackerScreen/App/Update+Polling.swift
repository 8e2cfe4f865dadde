import TrackerEngine

extension State {
    /// Asks for a poll at once, and says so: an answer may take its time.
    mutating func pollNow() -> [Command] {
        notice = "Polling …"
        return [.pollNow]
    }

    /// What became of a wish to poll at once, for the person who had it.
    func words(for answer: Engine.PollAnswer) -> String {
        switch answer {
        case .asked(let names):
            let asked = snapshot.sources.filter { names.contains($0.name) }
            let left = snapshot.sources.count - asked.count
            let others = left == 1 ? "one was" : "\(left) were"
            return "Polling \(SourceSummary.names(asked))"
                + (left > 0 ? "; \(others) polled a moment ago or asked us to wait." : ".")
        case .tooEarly:
            let next = snapshot.sources.compactMap(\.nextPoll).min()
            return "Polled a moment ago. The next poll is "
                + (next.map { "at \(clock($0))." } ?? "in progress.")
        case .following: return "Another tracker-tui polls; this one reads its store."
        }
    }
}
