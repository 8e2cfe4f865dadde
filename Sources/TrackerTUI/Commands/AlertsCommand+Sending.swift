import TrackerEngine
import TrackerScreen

extension AlertsCommand {
    /// `alerts send-test CHANNEL`: a mail that says what it is, to each address of the channel.
    func sendTest(_ name: String, in place: Workplace) async throws(CommandError) {
        try refuseOptions()
        let channel = try place.channel(named: name)
        if let terminal = channel.plan as? TerminalSettings {
            return try ring(terminal.signs, in: place)
        }
        let means = try place.channelMeans(network)
        let now = place.clock.now
        var failures: [String] = []
        for outlet in channel.outlets(means) {
            let message = AlertMessage(
                AlertLetter.test(of: channel.name, on: Machine.name),
                MailForm.Identity(
                    kind: "test", minute: Minute(containing: now),
                    // Each test is a mail of its own.
                    key: "\(outlet.name) \(now.milliseconds) \(UInt64.random(in: 0...(.max)))"),
                at: now)
            let report = await outlet.channel.send(message)
            let isOne = outlet.name == channel.name
            guard case .accepted(let reply) = report.delivery else {
                failures.append(
                    "\(outlet.name): \(outlet.channel.place): \(report.delivery.words)")
                continue
            }
            let parts = [outlet.channel.place] + report.way + [reply]
            try place.print((isOne ? "" : "\(outlet.name): ") + parts.joined(separator: " · "))
        }
        if !failures.isEmpty { throw .notSent(failures) }
    }

    /// Rings the terminal that the command was typed at: there is no dashboard to do it.
    private func ring(_ signs: TerminalSigns, in place: Workplace) throws(CommandError) {
        guard place.output().isTerminal else {
            throw .notSent(["standard output is no terminal, so nothing was sent"])
        }
        let modes = TerminalModes(
            type: place.environment("TERM") ?? "", isWrapped: place.environment("TMUX") != nil)
        let letter = AlertLetter.test(of: "", on: Machine.name)
        try place.write(modes.ring(signs, letter.subject))
        try place.print("rung: \(signs.rawValue)")
    }

    /// Refuses options of the other words.
    private func refuseOptions() throws(CommandError) {
        let command = "alerts send-test"
        // What is simulated never leaves the program.
        if demo.isOn { throw .option(.notTogether("--demo", command)) }
        if testsAll { throw .option(.notTogether("--all", command)) }
        if isJSON { throw .option(.notTogether("--json", command)) }
        if places != nil { throw .option(.notTogether("--on", command)) }
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
