extension ChannelKind {
    static let mail = ChannelKind(
        name: "mail",
        keys: [
            "server", "sendmail", "user", "password-file", "password-command", "password-env",
            "auth", "tls", "from", "to",
        ],
        policy: .mail
    ) { $0.mail() }
}

extension ChannelTable {
    fileprivate mutating func mail() -> MailSettings? {
        let route = route()
        let senders = addresses("from")
        if senders.count > 1 { fault("from", "must be one address") }
        let recipients = addresses("to")
        let login = login()
        guard let route, let sender = senders.first, !recipients.isEmpty else { return nil }
        var mail = MailSettings(route: route, sender: sender, recipients: recipients)
        mail.login = login
        if case .server(let server) = route {
            mail.isEncrypted = isEncrypted(server)
        } else if let key = ["user", "auth", "tls"].first(where: { self[$0] != nil }) {
            fault(key, "goes with a server only; sendmail has its own settings")
        }
        return mail
    }

    private mutating func route() -> MailSettings.Route? {
        guard self["server"] != nil else {
            missing("server", "\"smtp://mail.example.org:587\"")
            return nil
        }
        guard let text = text("server") else { return nil }
        if text == "sendmail" {
            let words = words("sendmail", "[\"msmtp\", \"-t\", \"-i\"]")
            return .program(words ?? ["/usr/sbin/sendmail", "-t", "-i"])
        }
        if self["sendmail"] != nil { fault("sendmail", "goes with server = \"sendmail\"") }
        do throws(MailServerError) {
            return .server(try MailServer(text))
        } catch {
            fault("server", "\(error)")
            return nil
        }
    }

    private mutating func addresses(_ key: String) -> [MailAddress] {
        guard let value = self[key] else {
            missing(key, "\"ada@example.org\"")
            return []
        }
        let elements: [TOML] = if case .list(let list) = value.value { list } else { [value] }
        if elements.isEmpty || elements.count > 32 { fault(key, "must be 1 to 32 addresses") }
        var addresses: [MailAddress] = []
        for element in elements {
            guard case .text(let text) = element.value else {
                fault(at: element.place, "\(key): must be an address in quotes")
                continue
            }
            do throws(MailAddressError) {
                let address = try MailAddress(text)
                if !addresses.contains(address) { addresses.append(address) }
            } catch {
                fault(at: element.place, "\(key): \(error)")
            }
        }
        return addresses
    }

    private mutating func login() -> MailSettings.Login? {
        guard self["user"] != nil else {
            let keys = keysThere(of: "password") + (self["auth"] == nil ? [] : ["auth"])
            for key in keys { fault(key, "\"user\" is missing") }
            return nil
        }
        guard let name = text("user") else { return nil }
        guard name.plain(upTo: 320) == name else {
            fault("user", "must be 1 to 320 characters, none of them invisible")
            return nil
        }
        if keysThere(of: "password").isEmpty {
            fault(
                "user",
                "a password is missing: password-file, password-command or password-env")
        }
        let method = method()
        return secret("password").map {
            MailSettings.Login(user: name, secret: $0, method: method)
        }
    }

    private mutating func method() -> MailLogin.Method {
        guard let value = self["auth"] else { return .password }
        guard case .text(let text) = value.value, let method = MailLogin.Method(rawValue: text)
        else {
            fault("auth", "must be \"password\", \"login\" or \"oauth\"")
            return .password
        }
        return method
    }

    private mutating func isEncrypted(_ server: MailServer) -> Bool {
        guard let value = self["tls"] else {
            return !server.isLoopback || self["user"] != nil || server.scheme == .smtps
        }
        switch value.value {
        case .text("required"): return true
        case .text("none"):
            if self["user"] != nil {
                fault("tls", "a password is never sent without encryption")
            } else if server.scheme == .smtps {
                fault("tls", "smtps:// is encrypted from the start")
            }
            return false
        default:
            fault("tls", "must be \"required\" or \"none\"")
            return true
        }
    }
}
