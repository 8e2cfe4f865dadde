import TrackerEngine

/// The lines about alerts of a run without a screen: one for each event, and for each change of a
/// channel.
///
/// Times are UTC, and say so.
enum AlertLog {
    /// `offset`: the seconds east of Greenwich, for readers who get sentences in their own time;
    /// `nil` for a log.
    static func lines(
        from before: AlertBoard?, to now: AlertBoard,
        inTimeOf offset: (@Sendable (Int) -> Int)? = nil
    ) -> [String] {
        var lines: [String] = []
        if let notice = now.notice, notice != before?.notice { lines.append("alerts: \(notice)") }
        // A reader may have skipped boards, but no record is on one only.
        let known = max(before?.records.last?.sequence ?? 0, now.startSequence)
        var letter = AlertLetter(now.rules, offset: offset ?? { _ in 0 })
        if offset == nil { letter.scene.zone = { _ in "UTC" } }
        lines += now.records.filter { $0.sequence > known }.map { [letter] record in
            guard offset == nil else {
                return letter.line(on: record.event, isSilenced: record.isSilenced)
            }
            let end = record.isSilenced ? " (not sent)" : ""
            return "alert: \(letter.subject(of: record.event))\(end)"
        }
        for channel in now.ways {
            let old = before?.ways.first { $0.name == channel.name }
            if let words = words(from: old, to: channel) { lines.append(words) }
        }
        return lines
    }

    private static func words(from before: ChannelReport?, to now: ChannelReport) -> String? {
        let isHeartbeat = now.name == HeartbeatPlan.name
        let name = (isHeartbeat ? "" : "channel ") + "\(now.name) (\(now.place))"
        let reply = now.reply.map { ": \($0.plain(upTo: 160))" } ?? ""
        switch (before?.state, now.state) {
        // What it did before this run was told then.
        case (nil, .unused), (nil, .well), (.well?, .well), (.unused?, .unused): return nil
        // Its refusals count no more, by their age or for other settings: nothing says that it works.
        case (.refusing(let since, _)?, .well(let time)) where time < since: return nil
        case (_, .well): return "\(name) works\(reply)"
        case (.paused?, .paused): return nil
        case (.failing?, .failing), (.barred?, .barred), (.refusing?, .refusing): return nil
        case (_, .failing(let retry)): return "\(name) fails\(reply); \(when(retry, now))"
        case (_, .barred(let retry)):
            return "\(name) has to be mended\(reply); \(when(retry, now))"
        case (_, .paused): return "\(name) is paused\(reply)"
        // Messages, not the channel: the next one is sent at once.
        case (_, .refusing): return "\(name) refuses messages\(reply)"
        case (_, .unused): return nil
        }
    }

    private static func when(_ retry: Timestamp, _ channel: ChannelReport) -> String {
        let waiting = channel.waiting > 0 || channel.name != HeartbeatPlan.name
        return (waiting ? "\(channel.waiting) waiting, " : "") + "trying again at \(retry.iso)"
    }
}
