import TrackerEngine

/// The lines about alerts of a run without a screen: one for each event, and for each change of a
/// channel.
enum AlertLog {
    static func lines(from before: AlertBoard?, to now: AlertBoard) -> [String] {
        var lines: [String] = []
        if let notice = now.notice, notice != before?.notice { lines.append("alerts: \(notice)") }
        // A reader may have skipped boards, but no record is on one only.
        let known = max(before?.records.last?.sequence ?? 0, now.startSequence)
        let letter = AlertLetter(now.rules) { _ in 0 }
        lines += now.records.filter { $0.sequence > known }.map {
            "alert: \(letter.subject(of: $0.event))\($0.isSilenced ? " (not sent)" : "")"
        }
        for channel in now.channels {
            let old = before?.channels.first { $0.name == channel.name }
            if let words = words(from: old, to: channel) { lines.append(words) }
        }
        return lines
    }

    private static func words(from before: ChannelReport?, to now: ChannelReport) -> String? {
        let name = "channel \(now.name) (\(now.place))"
        let reply = now.reply.map { ": \($0.plain(upTo: 160))" } ?? ""
        switch (before?.state, now.state) {
        // What it did before this run was told then.
        case (nil, .unused), (nil, .well), (.well?, .well), (.unused?, .unused): return nil
        case (_, .well): return "\(name) works\(reply)"
        case (.failing?, .failing), (.barred?, .barred): return nil
        case (_, .failing(let retry)): return "\(name) fails\(reply); \(when(retry, now))"
        case (_, .barred(let retry)):
            return "\(name) has to be mended\(reply); \(when(retry, now))"
        case (_, .unused): return nil
        }
    }

    private static func when(_ retry: Timestamp, _ channel: ChannelReport) -> String {
        "\(channel.waiting) waiting, trying again at \(retry.iso)"
    }
}
