import TrackerEngine
import TrackerScreen

extension AlertsCommand {
    /// `alerts send-test CHANNEL`: a message that says what it is, through each way of the channel; or the
    /// heartbeat once.
    func sendTest(_ name: String, in place: Workplace) async throws(CommandError) {
        let heartbeat = name == HeartbeatPlan.name ? place.file?.alerts.heartbeat : nil
        let outlets: [AlertOutlet]
        if let heartbeat {
            outlets = [heartbeat.plan(try place.channelMeans(network)).outlet]
        } else {
            let channel = try place.channel(named: name)
            if let terminal = channel.plan as? TerminalSettings {
                return try ring(terminal.signs, in: place)
            }
            outlets = AlertOutlet.all(of: [channel], try place.channelMeans(network))
        }
        var tries: [Try] = []
        for outlet in outlets {
            let message = AlertMessage.test(of: name, through: outlet.name, at: place.clock.now)
            tries.append(
                Try(
                    name: outlet.name == name ? "" : "\(outlet.name): ",
                    outlet: outlet.name, place: outlet.way.place,
                    report: await outlet.way.send(message)))
        }
        if format == .json {
            try place.write(Self.json(tries) + Array("\n".utf8))
        } else {
            for done in tries { if let line = done.line { try place.print(line) } }
        }
        let failures = tries.compactMap(\.failure)
        if !failures.isEmpty { throw .notSent(failures) }
    }

    /// A test, and what became of it.
    private struct Try {
        /// What a line begins with where a channel has several ways.
        let name: String
        let outlet: String
        let place: String
        let report: DeliveryReport

        var line: String? {
            guard case .accepted(let reply) = report.delivery else { return nil }
            return name + ([place] + report.way + [reply]).joined(separator: " · ")
        }

        var failure: String? {
            if case .accepted = report.delivery { return nil }
            let isRefused = if case .refused = report.delivery { true } else { false }
            return "\(outlet): \(place): \(isRefused ? "refused: " : "")\(report.delivery.words)"
        }
    }

    /// `{"outlets":[{"outlet":"mail","place":…,"state":"accepted","reply":…,"way":[…]}]}`.
    private static func json(_ tries: [Try]) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.key("outlets")
            writer.array { writer in
                for done in tries {
                    writer.object { writer in
                        writer.key("outlet")
                        writer.string(done.outlet)
                        writer.key("place")
                        writer.string(done.place)
                        writer.key("state")
                        writer.string(done.report.delivery.word)
                        writer.key("reply")
                        writer.string(done.report.delivery.words)
                        writer.key("way")
                        writer.array { writer in done.report.way.forEach { writer.string($0) } }
                    }
                }
            }
        }
        return writer.bytes
    }

    /// Rings the terminal that the command was typed at: there is no dashboard to do it.
    private func ring(_ signs: TerminalSigns, in place: Workplace) throws(CommandError) {
        if format == .json { throw .option(.notTogether("--json", "a channel of kind terminal")) }
        guard place.output().isTerminal else {
            throw .notSent(["standard output is no terminal, so nothing was sent"])
        }
        let modes = TerminalModes(
            type: place.environment("TERM") ?? "", isWrapped: place.environment("TMUX") != nil)
        let letter = AlertLetter.test(of: "", on: Machine.name)
        try place.write(modes.ring(signs, letter.subject))
        try place.print("rung: \(signs.rawValue)")
    }
}

extension Delivery {
    /// What became of a message, in a word.
    fileprivate var word: String {
        switch self {
        case .accepted: "accepted"
        case .later: "later"
        case .unanswered: "unanswered"
        case .refused: "refused"
        case .barred: "barred"
        }
    }
}

extension Workplace {
    /// The channel of the configuration that has a name.
    func channel(named name: String) throws(CommandError) -> ChannelSettings {
        let channels = file?.alerts.channels ?? []
        guard let channel = channels.first(where: { $0.name == name }) else {
            throw .noChannel(name, known: channels.map(\.name))
        }
        return channel
    }

    /// What channels work with here.
    func channelMeans(_ options: NetworkOptions) throws(CommandError) -> ChannelMeans {
        if let path = options.certificates {
            try Self.checkAuthorities(path, namedBy: "--ca-file")
        }
        var configuration = HTTPConfiguration()
        configuration.certificateFile = options.certificates
        return ChannelMeans(
            client: mailClient(options.certificates), web: client(configuration),
            environment: environment, offset: localTime.offset)
    }
}
