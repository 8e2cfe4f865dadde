import TrackerEngine
import TrackerScreen

/// Reads the table of a configuration, and notes everything that is wrong with it.
struct ConfigurationReader {
    /// The path of the file, which rules of alerts are said to come from.
    let path: String
    /// The keys that there are.
    let known: [Setting]
    /// The path that `~/` at the beginning of a value stands for.
    let home: String?
    private(set) var settings: [String: SettingValue] = [:]
    private(set) var keys: [String: [Key]] = [:]
    private(set) var places: [String: [TOML.Place]] = [:]
    private(set) var alerts = AlertSettings()
    private(set) var faults: [ConfigurationFile.Fault] = []

    init(path: String, known: [Setting], home: String?) {
        self.path = path
        self.known = known
        self.home = home
    }

    mutating func read(_ top: TOML) {
        guard case .table(let members) = top.value else { return }
        for member in members {
            if member.key == "keys" {
                readKeys(member)
            } else if member.key == "alert" {
                readRules(member)
            } else if member.key == "channel" {
                readChannels(member)
            } else if member.key == "alerts" {
                readAlerts(member)
            } else if let setting = known.first(where: { $0.key == member.key }) {
                read(member, as: setting)
            } else {
                unknown(
                    member, what: "key",
                    names: known.map(\.key) + ["keys", "alert", "alerts", "channel"])
            }
        }
        checkExclusions(members)
    }

    mutating func fault(_ place: TOML.Place?, _ text: String) {
        faults.append(ConfigurationFile.Fault(place: place, text: text))
    }

    private mutating func unknown(_ member: TOML.Member, what: String, names: [String]) {
        let name = member.key.plain(upTo: 60)
        let nearest = NearestName.to(member.key, among: names)
        fault(
            member.keyPlace,
            "no such \(what): \(name)" + (nearest.map { "; did you mean \($0)?" } ?? ""))
    }

    private mutating func read(_ member: TOML.Member, as setting: Setting) {
        guard let value = SettingValue(member.value, home: home), setting.accepts(value) else {
            return fault(member.value.place, "\(member.key): must be \(setting.expected)")
        }
        settings[member.key] = value
        let elements: [TOML] =
            if case .list(let elements) = member.value.value { elements } else { [] }
        places[member.key] = [member.value.place] + elements.map(\.place)
    }

    private mutating func checkExclusions(_ members: [TOML.Member]) {
        for setting in known where settings[setting.key] != nil {
            guard let other = setting.excludes, settings[other] != nil,
                let member = members.last(where: { [setting.key, other].contains($0.key) })
            else { continue }
            fault(member.keyPlace, "\(other) and \(setting.key) cannot be used together")
        }
    }
}

// MARK: - Keys of the keyboard

extension ConfigurationReader {
    private mutating func readKeys(_ member: TOML.Member) {
        guard case .table(let wishes) = member.value.value else {
            return fault(member.value.place, "keys: must be a table, [keys]")
        }
        let names = KeyTable.standard.actionNames
        var owners: [(key: Key, action: String)] = []
        for wish in wishes {
            guard names.contains(wish.key) else {
                unknown(wish, what: "action", names: names)
                continue
            }
            for (key, place) in keys(of: wish) {
                let table = KeyTable.standard
                if let reason = table.refusal(of: key, to: wish.key, besides: owners) {
                    fault(place, reason)
                }
                owners.append((key, wish.key))
                keys[wish.key, default: []].append(key)
            }
        }
    }

    private mutating func keys(of wish: TOML.Member) -> [(Key, TOML.Place)] {
        let elements: [TOML] =
            if case .list(let elements) = wish.value.value { elements } else { [wish.value] }
        if elements.isEmpty { keys[wish.key] = [] }
        return elements.compactMap { element in
            guard case .text(let text) = element.value, let key = KeyName.key(text) else {
                fault(
                    element.place,
                    "\(wish.key): must be keys, such as \"x\", \"C-r\", \"F5\", \"PgUp\"")
                return nil
            }
            return (key, element.place)
        }
    }
}

// MARK: - Alerts

extension ConfigurationReader {
    private mutating func readRules(_ member: TOML.Member) {
        var form = AlertForm(file: path)
        form.read(member.value)
        alerts.rules = form.rules
        for found in form.faults { fault(found.place, found.words) }
    }

    private mutating func readChannels(_ member: TOML.Member) {
        var form = ChannelForm()
        form.read(member.value)
        alerts.channels = form.channels
        for found in form.faults { fault(found.place, found.words) }
    }

    private mutating func readAlerts(_ member: TOML.Member) {
        guard case .table(let members) = member.value.value else {
            return fault(member.value.place, "alerts: must be a table, [alerts]")
        }
        let known = ["quiet"] + HeartbeatForm.keys
        for member in members where !known.contains(member.key) {
            unknown(member, what: "key of alerts", names: known)
        }
        if let quiet = members.first(where: { $0.key == "quiet" }) { readQuiet(quiet.value) }
        let form = HeartbeatForm(
            members.filter { HeartbeatForm.keys.contains($0.key) }, at: member.value.place)
        alerts.heartbeat = form.settings
        for found in form.faults { fault(found.place, found.words) }
    }

    private mutating func readQuiet(_ value: TOML) {
        guard case .text(let text) = value.value, let quiet = QuietHours(text) else {
            return fault(value.place, "quiet: must be hours such as \"23:00-07:00\"")
        }
        alerts.quiet = quiet
    }
}
