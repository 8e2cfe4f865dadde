/// Channels of alerts as answers tell them.
extension JSONWriter {
    /// Writes a list of channels, with the hosts or programs that they reach.
    ///
    /// `isPublic`: without addresses of people, folders and what others have said.
    package mutating func channels(_ reports: [ChannelReport], isPublic: Bool = false) {
        array { writer in
            for report in reports {
                writer.object { writer in
                    writer.key("channel")
                    writer.string(isPublic ? report.channel : report.name)
                    writer.key("place")
                    writer.string(isPublic ? report.place.withoutFolders() : report.place)
                    writer.members(of: report)
                    if isPublic { return }
                    writer.key("reply")
                    writer.string(orNull: report.reply)
                }
            }
        }
    }

    /// Writes the member `heartbeat`: `null` where there is none.
    ///
    /// `isPublic`: without what others have said.
    package mutating func heartbeat(_ report: ChannelReport?, isPublic: Bool = false) {
        key("heartbeat")
        guard let report else { return null() }
        object { writer in
            writer.key("place")
            writer.string(report.place)
            writer.members(of: report)
            if isPublic { return }
            writer.key("reply")
            writer.string(orNull: report.reply)
        }
    }

    /// Writes how a channel does: its state, and what there is to know of it.
    ///
    ///     "state":"refusing","accepted":null,"retry":null,"refused":3,"since":1795872660,"waiting":0
    mutating func members(of report: ChannelReport) {
        var (accepted, retry, since): (Timestamp?, Timestamp?, Timestamp?)
        var refused = 0
        switch report.state {
        case .unused: break
        case .well(let time): accepted = time
        case .failing(let time), .barred(let time): retry = time
        case .refusing(let time, let count): (since, refused) = (time, count)
        case .paused(let time): accepted = time
        }
        key("state")
        string(report.state.word)
        for (name, time) in [("accepted", accepted), ("retry", retry)] {
            key(name)
            number(orNull: time?.unixSeconds)
        }
        key("refused")
        number(refused)
        key("since")
        number(orNull: since?.unixSeconds)
        key("waiting")
        number(report.waiting)
    }
}

extension ChannelReport.State {
    /// The state in one word, as answers have it.
    var word: String {
        switch self {
        case .unused: "unused"
        case .well: "well"
        case .failing: "failing"
        case .barred: "barred"
        case .refusing: "refusing"
        case .paused: "paused"
        }
    }
}
