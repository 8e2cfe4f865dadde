import TrackerEngine
import TrackerScreen

// What is kept of alerts: the events, and what people want of them. No lock, and no running program.
extension AlertsCommand {
    /// `alerts history`: what fired, the newest at the end.
    func history(in place: Workplace) async throws(CommandError) {
        let stored = try await stored(records: count, in: place)
        let records = stored.seenRecords
        let history = AlertHistory(
            records, rules: place.readableAlertRules().rules, place.localTime)
        switch format {
        case .json: try place.write(history.json + Array("\n".utf8))
        case .csv: try place.write(Array(history.csv.utf8))
        case .text where records.isEmpty: place.console.complain("nothing has fired yet")
        case .text: try place.write(Array(history.text.utf8))
        }
    }

    /// `alerts silence RULE [PLACE] TIME`: events are recorded, and not sent.
    func silence(_ words: [String], in place: Workplace) async throws(CommandError) {
        let rule = try rule(words[0], in: place)
        let subject = words.count > 2 ? try Self.subject(words[1]) : nil
        if let subject { warn(rule, about: subject, in: place) }
        let until = place.clock.now + .seconds(try Self.minutes(words[words.count - 1]) * 60)
        let silence = AlertSilence(rule: rule, subject: subject, until: until)
        try await note(.silence(silence), in: place)
        try answer([silence], in: place) {
            let seconds = until.unixSeconds
            return "\(name(of: silence)) is silent until \(place.localTime.date(at: seconds)) "
                + place.localTime.clock(at: seconds)
        }
    }

    /// Warns if a rule is not about a place: the silence has no effect, and the place may be mistyped.
    private func warn(_ name: String, about subject: AlertSubject, in place: Workplace) {
        guard let rule = place.readableAlertRules().rules.first(where: { $0.name == name }) else {
            return
        }
        let lists = place.alertLists()
        let isAbout =
            switch subject {
            case .everything: true
            case .market(let market):
                !rule.scope.globs(of: market).isEmpty
                    || rule.scope.named(lists).contains { $0.market == market }
            case .pair(let instrument): rule.scope.holds(instrument, lists: lists)
            }
        guard !isAbout else { return }
        place.console.complain("\(name) is not about \(subject): the silence has no effect")
    }

    /// `alerts unsilence RULE [PLACE]`: ends the silences of a rule, all or that of one pair.
    func unsilence(_ words: [String], in place: Workplace) async throws(CommandError) {
        let rule = words[0]
        let subject = words.count > 1 ? try Self.subject(words[1]) : nil
        let now = place.clock.now
        let silences = try await stored(records: 0, in: place).notes.silences.filter { silence in
            silence.rule == rule && (subject == nil || silence.subject == subject)
                && silence.until.map { $0 > now } ?? true
        }
        guard !silences.isEmpty else {
            _ = try self.rule(rule, in: place)
            throw .notSilenced(words.joined(separator: " "))
        }
        for silence in silences {
            try await note(.unsilence(rule: rule, subject: silence.subject), in: place)
        }
        try answer([], in: place) {
            silences.map { "\(name(of: $0)) is no longer silent" }.joined(separator: "\n")
        }
    }

    /// `alerts seen`: acknowledges all that fired.
    func seen(in place: Workplace) async throws(CommandError) {
        let stored = try await stored(records: AlertBoard.mostRecords, in: place)
        let unseen = stored.seenRecords.filter { !$0.isSeen }
        if let last = unseen.last { try await note(.see(through: last.sequence), in: place) }
        guard format != .json else {
            return try place.print("{\"seen\":\(unseen.count)}")
        }
        try place.print(
            unseen.isEmpty
                ? "nothing new"
                : "\(unseen.count) \(unseen.count == 1 ? "alert" : "alerts") acknowledged")
    }

    private func name(of silence: AlertSilence) -> String {
        let rule = silence.rule == "*" ? "every rule" : silence.rule
        return "\(rule)\(silence.subject.map { " on \($0)".plain(upTo: 80) } ?? "")"
    }

    private func answer(
        _ silences: [AlertSilence], in place: Workplace, _ text: () -> String
    ) throws(CommandError) {
        guard format == .json else { return try place.print(text()) }
        var writer = JSONWriter()
        writer.object { writer in
            writer.key("silences")
            writer.silences(silences)
        }
        try place.write(writer.bytes + Array("\n".utf8))
    }
}

// MARK: - Words

extension AlertsCommand {
    /// The name of a rule that there is, or `*`; any name while not all rules can be read.
    private func rule(_ word: String, in place: Workplace) throws(CommandError) -> String {
        if word == "*" { return word }
        let (rules, areAll) = place.readableAlertRules()
        let names = rules.map(\.name)
        if names.contains(word) { return word }
        guard !areAll, AlertReader.isName(word) else { throw .noRule(word, known: names) }
        place.console.complain("whether there is a rule \(word) cannot be told")
        return word
    }

    /// A pair such as `kraken:btcusd`, or a market.
    private static func subject(_ word: String) throws(CommandError) -> AlertSubject {
        let parts = word.split(separator: ":", maxSplits: 1).map(String.init)
        let market = try ValueForm.market.argument(parts.first ?? "", as: "PAIR")
        guard parts.count > 1 else { return .market(market) }
        let pair = try ValueForm.pair.argument(parts[1], as: "PAIR")
        return .pair(Instrument(market: market, pair: pair))
    }

    private static func minutes(_ word: String) throws(CommandError) -> Int {
        guard let minutes = try? AlertReader.minutes(word), minutes > 0 else {
            throw .option(
                .badValue(
                    option: "TIME", value: word, allowed: "such as 30m, 2h or 1d, at most 7d"))
        }
        return minutes
    }
}

// MARK: - The store

extension AlertsCommand {
    /// What is kept; nothing where nobody has kept anything yet.
    func stored(records: Int, in place: Workplace) async throws(CommandError) -> StoredAlerts {
        let keeper = place.stores.alerts(try place.neededPath(of: store))
        do throws(StoreError) {
            return try await keeper.read(records: records)
        } catch .cannotOpen(_, StoreError.noneYet) {
            return StoredAlerts()
        } catch {
            throw .store(error)
        }
    }

    private func note(_ note: AlertNote, in place: Workplace) async throws(CommandError) {
        let keeper = place.stores.alerts(try place.neededPath(of: store))
        do throws(StoreError) {
            try await keeper.note(note)
        } catch {
            throw .store(error)
        }
    }
}

extension StoredAlerts {
    /// The records, with what was acknowledged marked so.
    fileprivate var seenRecords: [AlertRecord] {
        records.map { record in
            var record = record
            record.isSeen = record.isSeen || record.sequence <= notes.seenThrough
            return record
        }
    }
}
