/// Reads channels as the configuration has them.
///
///     [[channel]]
///     kind = "mail"
///     server = "smtp://mail.example.org:587"
///     user = "ada"
///     password-file = "~/.config/tracker-tui/password"
///     from = "alerts@example.org"
///     to = ["ada@example.org"]
package struct ChannelForm {
    package private(set) var channels: [ChannelSettings] = []
    package private(set) var faults: [AlertForm.Fault] = []
    private var values: [String: TOML] = [:]

    /// The most channels.
    static let most = 32
    private static let keys = [
        "kind", "name", "server", "sendmail", "user", "password-file", "password-command",
        "password-env", "auth", "tls", "from", "to", "hourly",
    ]

    package init() {}

    /// Reads the value of the key `channel`: a list of tables.
    package mutating func read(_ value: TOML) {
        guard case .list(let tables) = value.value else {
            return fault(value.place, "channel: must be tables, [[channel]]")
        }
        if tables.count > Self.most {
            fault(tables[Self.most].place, "channel: more than \(Self.most) channels")
        }
        for table in tables.prefix(Self.most) {
            guard case .table(let members) = table.value else {
                fault(table.place, "channel: must be tables, [[channel]]")
                continue
            }
            readChannel(members, at: table.place)
        }
    }

    private mutating func fault(_ place: TOML.Place, _ words: String) {
        faults.append(AlertForm.Fault(place: place, words: words))
    }

    private mutating func readChannel(_ members: [TOML.Member], at place: TOML.Place) {
        let before = faults.count
        values = Dictionary(
            members.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
        for member in members where !Self.keys.contains(member.key) { unknown(member) }
        checkKind(at: place)
        let name = name(at: place)
        let mail = mail(at: place)
        let policy = policy()
        guard faults.count == before, let mail else { return }
        let secret = mail.login.flatMap { values[$0.secret.key] }?.place
        channels.append(
            ChannelSettings(
                name: name, kind: .mail(mail), policy: policy, secretPlace: secret))
    }

    private mutating func unknown(_ member: TOML.Member) {
        if member.key == "password" {
            return fault(
                member.keyPlace,
                "password: is not kept here; use password-file, password-command or password-env")
        }
        let nearest = NearestName.to(member.key, among: Self.keys)
        fault(
            member.keyPlace,
            "channel: no such key: \(member.key.plain(upTo: 60))"
                + (nearest.map { "; did you mean \($0)?" } ?? ""))
    }

    private mutating func checkKind(at place: TOML.Place) {
        guard let value = values["kind"] else {
            return fault(place, "channel: \"kind\" is missing: kind = \"mail\"")
        }
        if value.value != .text("mail") { fault(value.place, "kind: must be \"mail\"") }
    }

    /// The kind where it has no name.
    private mutating func name(at place: TOML.Place) -> String {
        let value = values["name"]
        var name = "mail"
        if let value {
            guard case .text(let text) = value.value, AlertReader.isName(text) else {
                fault(value.place, "name: must be 1 to 40 letters, digits, - and _")
                return name
            }
            name = text
        }
        if channels.contains(where: { $0.name == name }) {
            fault(value?.place ?? place, "name: another channel is called \(name)")
        }
        return name
    }

    private mutating func policy() -> DeliveryPolicy {
        var policy = DeliveryPolicy.mail
        guard let value = values["hourly"] else { return policy }
        guard case .integer(let number) = value.value, (1...1000).contains(number) else {
            fault(value.place, "hourly: must be a whole number from 1 to 1000")
            return policy
        }
        policy.hourly = number
        return policy
    }
}

// MARK: - Mail

extension ChannelForm {
    private mutating func mail(at place: TOML.Place) -> ChannelSettings.Mail? {
        let route = route(at: place)
        let senders = addresses("from", at: place)
        if senders.count > 1, let value = values["from"] {
            fault(value.place, "from: must be one address")
        }
        let recipients = addresses("to", at: place)
        let login = login()
        guard let route, let sender = senders.first, !recipients.isEmpty else { return nil }
        var mail = ChannelSettings.Mail(route: route, sender: sender, recipients: recipients)
        mail.login = login
        if case .server(let server) = route {
            mail.isEncrypted = isEncrypted(server)
        } else if let key = ["user", "auth", "tls"].first(where: { values[$0] != nil }),
            let value = values[key]
        {
            fault(value.place, "\(key): goes with a server only; sendmail has its own settings")
        }
        return mail
    }

    private mutating func route(at place: TOML.Place) -> ChannelSettings.Route? {
        guard let value = values["server"] else {
            fault(
                place,
                "channel: \"server\" is missing, such as server = \"smtp://mail.example.org:587\"")
            return nil
        }
        guard let text = text("server") else { return nil }
        if text == "sendmail" {
            let words = values["sendmail"] == nil ? nil : self.words("sendmail")
            return .program(words ?? ["/usr/sbin/sendmail", "-t", "-i"])
        }
        if let value = values["sendmail"] {
            fault(value.place, "sendmail: goes with server = \"sendmail\"")
        }
        do throws(MailServerError) {
            return .server(try MailServer(text))
        } catch {
            fault(value.place, "server: \(error)")
            return nil
        }
    }

    private mutating func addresses(_ key: String, at place: TOML.Place) -> [MailAddress] {
        guard let value = values[key] else {
            fault(place, "channel: \"\(key)\" is missing, such as \(key) = \"ada@example.org\"")
            return []
        }
        let elements: [TOML] = if case .list(let list) = value.value { list } else { [value] }
        if elements.isEmpty || elements.count > 32 {
            fault(value.place, "\(key): must be 1 to 32 addresses")
        }
        var addresses: [MailAddress] = []
        for element in elements {
            guard case .text(let text) = element.value else {
                fault(element.place, "\(key): must be an address in quotes")
                continue
            }
            do throws(MailAddressError) {
                let address = try MailAddress(text)
                if !addresses.contains(address) { addresses.append(address) }
            } catch {
                fault(element.place, "\(key): \(error)")
            }
        }
        return addresses
    }

    private mutating func login() -> ChannelSettings.Login? {
        let keys = ["password-file", "password-command", "password-env"]
        let named = keys.filter { values[$0] != nil }
        if named.count > 1, let value = values[named[1]] {
            fault(value.place, "\(named[1]): \(named[0]) is there too; one of them has to go")
        }
        guard let user = values["user"] else {
            for key in named + (values["auth"] == nil ? [] : ["auth"]) {
                if let value = values[key] { fault(value.place, "\(key): \"user\" is missing") }
            }
            return nil
        }
        guard let name = text("user") else { return nil }
        guard !name.isEmpty, name.plain(upTo: 320) == name else {
            fault(user.place, "user: must be 1 to 320 characters, none of them invisible")
            return nil
        }
        guard let key = named.first else {
            fault(
                user.place,
                "user: a password is missing: password-file, password-command or password-env")
            return nil
        }
        let method = method()
        return secret(key).map { ChannelSettings.Login(user: name, secret: $0, method: method) }
    }

    private mutating func secret(_ key: String) -> SecretPlace? {
        switch key {
        case "password-command": words(key).map { .command($0) }
        case "password-file": text(key).map { .file($0) }
        default: text(key).map { .environment($0) }
        }
    }

    private mutating func method() -> MailLogin.Method {
        guard let value = values["auth"] else { return .password }
        guard case .text(let text) = value.value, let method = MailLogin.Method(rawValue: text)
        else {
            fault(value.place, "auth: must be \"password\", \"login\" or \"oauth\"")
            return .password
        }
        return method
    }

    private mutating func isEncrypted(_ server: MailServer) -> Bool {
        guard let value = values["tls"] else {
            return !server.isLoopback || values["user"] != nil || server.scheme == .smtps
        }
        switch value.value {
        case .text("required"): return true
        case .text("none"):
            if values["user"] != nil {
                fault(value.place, "tls: a password is never sent without encryption")
            } else if server.scheme == .smtps {
                fault(value.place, "tls: smtps:// is encrypted from the start")
            }
            return false
        default:
            fault(value.place, "tls: must be \"required\" or \"none\"")
            return true
        }
    }

    private mutating func text(_ key: String) -> String? {
        guard let value = values[key] else { return nil }
        guard case .text(let text) = value.value, !text.isEmpty, !text.utf8.contains(0) else {
            fault(value.place, "\(key): must be a text in quotes")
            return nil
        }
        return text
    }

    /// A program and its arguments.
    private mutating func words(_ key: String) -> [String]? {
        guard let value = values[key] else { return nil }
        guard case .list(let list) = value.value else {
            fault(
                value.place,
                "\(key): must be a list of words, such as [\"pass\", \"show\", \"mail\"]")
            return nil
        }
        let words = list.compactMap { element -> String? in
            if case .text(let word) = element.value, !word.utf8.contains(0) { word } else { nil }
        }
        guard words.count == list.count, words.first?.isEmpty == false else {
            fault(value.place, "\(key): must be a list of words in quotes, a program first")
            return nil
        }
        return words
    }
}
