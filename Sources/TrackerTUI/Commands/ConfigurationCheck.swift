import TrackerEngine

/// Finds what is wrong with values of a configuration although each is one that its key may have:
/// files that cannot be used, names of sources that nobody has, what goes with nothing else.
///
/// These show when a run makes use of them; here they are told with their places.
struct ConfigurationCheck {
    let file: ConfigurationFile
    let place: Workplace
    /// Keys that do not count, because the command line has the option.
    var overridden: Set<String> = []

    /// All of them.
    func faults() -> [ConfigurationFile.Fault] { startFaults() + channels() + rules() }

    /// The faults with which a run does not start, in the order of the keys.
    func startFaults() -> [ConfigurationFile.Fault] {
        var faults = authorities()
        var exchanges: Exchanges? = .builtIn
        do throws(CommandError) {
            if let path = text("exchanges") {
                exchanges = try Exchanges.builtIn.adding(file: path, namedBy: "exchanges").all
            }
        } catch {
            // Whatever it names may stand in there.
            exchanges = nil
            faults.append(fault("exchanges", "\(error)"))
        }
        return faults + sources(among: exchanges) + server()
    }

    private func value(_ key: String) -> SettingValue? {
        overridden.contains(key) ? nil : file.settings[key]
    }

    private func text(_ key: String) -> String? {
        if case .text(let text) = value(key) { text } else { nil }
    }

    /// `element`: of a list; `nil` for the value as a whole.
    private func fault(
        _ key: String, _ words: String, at element: Int? = nil
    ) -> ConfigurationFile.Fault {
        let places = file.places[key] ?? []
        let index = element.map { $0 + 1 } ?? 0
        let place = index < places.count ? places[index] : places.first
        let isNamed = words.hasPrefix("\(key): ")
        return ConfigurationFile.Fault(place: place, text: isNamed ? words : "\(key): \(words)")
    }

    private func authorities() -> [ConfigurationFile.Fault] {
        guard let path = text("ca-file") else { return [] }
        do throws(CommandError) {
            try Workplace.checkAuthorities(path, namedBy: "ca-file")
            return []
        } catch {
            return [fault("ca-file", "\(error)")]
        }
    }

    /// A name of a source, and the element of the list that has it; `nil` if it is no list.
    private struct NamedSource {
        let name: String
        let element: Int?
    }

    /// The names of sources; `nil` where there is no such key.
    private var named: [NamedSource]? {
        switch value("source") {
        case .text(let text)?:
            return Self.names(text).map { NamedSource(name: $0, element: nil) }
        case .texts(let texts)?:
            return texts.indices.flatMap { place in
                Self.names(texts[place]).map { NamedSource(name: $0, element: place) }
            }
        default: return nil
        }
    }

    private static func names(_ text: String) -> [String] {
        text.split(separator: ",").map { $0.lowercased() }
    }

    private func sources(among exchanges: Exchanges?) -> [ConfigurationFile.Fault] {
        guard let named else { return [] }
        var faults: [ConfigurationFile.Fault] = []
        if let exchanges {
            for source in named where !QuoteSources.isKnown(source.name, with: exchanges) {
                let name = source.name
                let names = QuoteSources.names(with: exchanges)
                let remedy =
                    NearestName.to(name, among: names).map { "did you mean \($0)?" }
                    ?? "`tracker-tui sources` lists them"
                faults.append(
                    fault(
                        "source", "there is no \"\(name.plain(upTo: 40))\"; \(remedy)",
                        at: source.element))
            }
        }
        if named.count > 1, named.contains(where: { $0.name == QuoteSources.simulated }) {
            let words = "\(QuoteSources.simulated) cannot be combined with another source"
            let element = named.first { $0.name == QuoteSources.simulated }?.element
            faults.append(fault("source", words, at: element))
        }
        return faults
    }

    /// Secrets that cannot be read, and programs that are not there.
    private func channels() -> [ConfigurationFile.Fault] {
        let channels = file.alerts.channels
        let heartbeat = file.alerts.heartbeat
        let secrets = channels.flatMap(\.secrets) + [heartbeat?.address].compactMap(\.self)
        var faults = secrets.compactMap { placed in
            placed.secret.fault(place.environment).map { error in
                ConfigurationFile.Fault(place: placed.place, text: "\(error)")
            }
        }
        let programs = channels.flatMap(\.programs) + (heartbeat?.programs ?? [])
        faults += programs.compactMap { program in
            program.fault(place.environment).map {
                ConfigurationFile.Fault(place: program.place, text: $0)
            }
        }
        return faults
    }

    /// Rules that name channels or groups which are not there.
    private func rules() -> [ConfigurationFile.Fault] {
        let channels = file.alerts.channels.map(\.name)
        let groups = place.alertLists().groups.keys.sorted()
        return file.alerts.rules.flatMap { rule in
            let named = rule.scope.parts.compactMap {
                if case .group(let group) = $0 { group } else { nil }
            }
            return Self.missing(named, among: groups, "on: there is no group", rule)
                + Self.missing(
                    rule.delivery.channels ?? [], among: channels, "to: there is no channel", rule)
        }
    }

    private static func missing(
        _ names: [String], among known: [String], _ words: String, _ rule: AlertRule
    ) -> [ConfigurationFile.Fault] {
        names.filter { !known.contains($0) }.map { name in
            let nearest = NearestName.to(name, among: known)
            return ConfigurationFile.Fault(
                place: rule.place.map { TOML.Place(line: $0.line, column: 1) },
                text: "alert \(rule.name): \(words) \(name.plain(upTo: 40))"
                    + (nearest.map { "; did you mean \($0)?" } ?? ""))
        }
    }

    /// What is no mistake, and hardly what somebody wants: rules that tell nobody, places that there
    /// may not be, days that are over.
    func warnings() -> [String] {
        let told = file.alerts.rules.filter { $0.delivery.channels?.isEmpty != true }
        let silent =
            file.alerts.channels.isEmpty && !told.isEmpty
            ? [" there is no [[channel]]: alerts are shown on the screen only"] : []
        return silent + strangers() + expired()
    }

    /// Markets whose names are nearly those of exchanges.
    private func strangers() -> [String] {
        let known = QuoteSources.names(with: .builtIn)
        return file.alerts.rules.flatMap { rule in
            Set(rule.scope.parts.compactMap(\.market) + rule.comparedMarkets).sorted()
                .filter { !known.contains($0) }
                .compactMap { name in
                    NearestName.to(name, among: known).map { nearest in
                        Self.note(
                            rule,
                            "no exchange is called \(name.plain(upTo: 40)); did you mean \(nearest)?"
                        )
                    }
                }
        }
    }

    private static func note(_ rule: AlertRule, _ words: String) -> String {
        (rule.place.map { "\($0.line):1: " } ?? "") + "alert \(rule.name): \(words)"
    }

    private func expired() -> [String] {
        let today = Minute(containing: place.clock.now)
        return file.alerts.rules.compactMap { rule in
            guard let end = rule.sensitivity.expiry, end <= today else { return nil }
            let day = end.advanced(by: -1).start.iso.prefix(10)
            return Self.note(rule, "expires: \(day) is over, so it never fires")
        }
    }

    /// The address of a server with Cryptowatch's protocol, if it is asked.
    private func server() -> [ConfigurationFile.Fault] {
        let names = named?.map(\.name) ?? [QuoteSources.cryptowatch]
        guard let url = text("cryptowatch-url"), names.contains(QuoteSources.cryptowatch) else {
            return []
        }
        do throws(CryptowatchSetupError) {
            try QuoteSources.checkCryptowatch(url)
            return []
        } catch {
            return [fault("cryptowatch-url", "\(error)")]
        }
    }
}

extension CommandError {
    /// The error as one of the configuration, if its values are the reason and not those of the
    /// command line.
    func blamingConfiguration(in place: Workplace) -> CommandError {
        switch self {
        case .sources, .exchanges, .namedFile, .option(.notTogether): break
        default: return self
        }
        guard let file = place.file else { return self }
        let given = file.settings.keys.filter { key in
            place.words.contains { $0 == "--\(key)" || $0.hasPrefix("--\(key)=") }
        }
        let check = ConfigurationCheck(file: file, place: place, overridden: Set(given))
        let faults = check.startFaults()
        return faults.isEmpty ? self : .configuration(.faults(path: file.path, faults))
    }
}

extension AlertScope.Part {
    /// The market that it names; `nil` for a pattern of names, and for a list.
    fileprivate var market: String? {
        switch self {
        case .pair(let instrument): instrument.market.name
        case .glob(let market, _): market.text.contains("*") ? nil : market.text
        case .favourites, .group: nil
        }
    }
}

extension AlertRule {
    /// The markets that it compares prices with.
    fileprivate var comparedMarkets: [String] {
        conditions.compactMap { condition in
            if case .compare(.spread(let market, _), _, _) = condition { market.name } else { nil }
        }
    }
}
