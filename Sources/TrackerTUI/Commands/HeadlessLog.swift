import TrackerEngine

/// The lines of a run without a screen.
enum HeadlessLog {
    /// A line for everything that has changed and that somebody would want to know.
    ///
    /// `offset`: as for the lines about alerts.
    static func lines(
        from before: Snapshot?, to now: Snapshot, inTimeOf offset: (@Sendable (Int) -> Int)? = nil
    ) -> [String] {
        var lines: [String] = []
        if let notice = now.notice, notice != before?.notice { lines.append(notice) }
        for source in now.sources {
            // By name: another program may ask others.
            let old = before?.sources.first { $0.name == source.name }
            let news = self.lines(from: old, to: source)
            // What another program asks is not asked here.
            lines += now.isFollowing ? news.map { "the other tracker-tui: \($0)" } : news
        }
        if kind(before?.store) != kind(now.store) { lines.append(describe(now.store)) }
        return lines
            + AlertLog.lines(
                from: before?.alerts, to: now.alerts, inTimeOf: offset)
    }

    /// One line when it stops to answer, however often it is tried after that, and one when it is
    /// well again.
    private static func lines(from before: SourceHealth?, to now: SourceHealth) -> [String] {
        if let failure = now.failure {
            guard before?.failure?.isBarred != failure.isBarred else { return [] }
            return [describe(failure, of: now)]
        }
        if now.lastSuccess != nil, before?.lastSuccess == nil || before?.failure != nil {
            return ["\(now.name): \(now.quotes) prices from \(now.address)"]
        }
        return []
    }

    private static func describe(
        _ failure: SourceHealth.Failure, of source: SourceHealth
    ) -> String {
        // Most reasons begin with the host.
        let isNamed = failure.reason.contains(source.address)
        let who = isNamed ? source.name : "\(source.name) (\(source.address))"
        let next = source.nextPoll.map { "; trying again \(when($0 - failure.at))" } ?? ""
        return "\(who): \(failure.reason)\(next)"
    }

    private static func when(_ wait: Duration) -> String {
        wait < .milliseconds(500) ? "now" : "in \(span(wait))"
    }

    /// A wait in the largest unit that leaves two or more of it.
    static func span(_ wait: Duration) -> String {
        let seconds = (wait.wholeMilliseconds + 500) / 1000
        return switch seconds {
        case ..<120: "\(seconds) s"
        case ..<7200: "\((seconds + 30) / 60) min"
        default: "\((seconds + 1800) / 3600) h"
        }
    }

    static func farewell(_ store: StoreHealth) -> String {
        if case .writing = store { return "ended; everything is stored" }
        return "ended; \(describe(store))"
    }

    /// The store without the minute it has come to.
    private static func kind(_ store: StoreHealth?) -> String {
        store.map(describe) ?? ""
    }

    private static func describe(_ store: StoreHealth) -> String {
        switch store {
        case .memory(let reason): "nothing is stored: \(reason)"
        case .writing(let path, _): "storing to \(path)"
        case .following(let path): "reading \(path), which another tracker-tui writes"
        case .failing(_, let reason): "\(reason); the day is kept in memory only"
        }
    }
}
