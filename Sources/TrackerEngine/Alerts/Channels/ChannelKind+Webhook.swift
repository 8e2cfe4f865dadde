extension ChannelKind {
    /// A kind for each service of the catalogue.
    static let webhooks = WebhookPreset.all.map { preset in
        ChannelKind(
            name: preset.kind,
            keys: ["url"] + SecretPlace.keys(of: "url")
                + (preset.token == .none ? [] : SecretPlace.keys(of: "token"))
                + preset.settings + (preset.isOpen ? ["headers", "body"] : []),
            policy: .webhook
        ) { $0.webhook(preset) }
    }
}

extension ChannelTable {
    fileprivate mutating func webhook(_ preset: WebhookPreset) -> WebhookSettings? {
        var settings = WebhookSettings(preset: preset)
        settings.url = address("url")
        if settings.url == nil, keysThere(of: "url").isEmpty, self["url"] == nil,
            preset.address == nil
        {
            missing("url-file", "\"~/.config/tracker-tui/\(preset.kind)\"")
        }
        if preset.token != .none { settings.token = secret("token") }
        if preset.token == .needed, keysThere(of: "token").isEmpty {
            missing("token-file", "\"~/.config/tracker-tui/\(preset.kind)\"")
        }
        for key in preset.settings { settings.values[key] = setting(key) }
        if preset.isOpen {
            settings.headers = headers(preset)
            settings.body = body(preset)
        }
        return settings
    }

    /// A name or a number, as the service calls a topic or a room.
    private mutating func setting(_ key: String) -> String? {
        guard let value = self[key] else {
            missing(key, "\"my-alerts\"")
            return nil
        }
        if case .integer(let number) = value.value { return "\(number)" }
        guard let text = text(key) else { return nil }
        guard text.plain(upTo: 255) == text else {
            fault(key, "must be 1 to 255 characters, none of them invisible")
            return nil
        }
        return text
    }

    private mutating func headers(_ preset: WebhookPreset) -> [WebhookPreset.Header] {
        guard let value = self["headers"] else { return [] }
        guard case .table(let members) = value.value, members.count <= 32 else {
            fault("headers", "must be a table of at most 32, such as { X-From = \"tracker\" }")
            return []
        }
        return members.compactMap { header($0, preset) }
    }

    private mutating func header(
        _ member: TOML.Member, _ preset: WebhookPreset
    ) -> WebhookPreset.Header? {
        let name = member.key
        let isName =
            name.utf8.count <= 64
            && name.allSatisfy { character in
                character.isASCII
                    && (character.isLetter || character.isNumber || "-_".contains(character))
            }
        let own = ["host", "content-length", "content-type", "transfer-encoding", "connection"]
        guard isName, !own.contains(name.lowercased()) else {
            fault(at: member.keyPlace, "headers: \(name.plain(upTo: 64)) cannot be set")
            return nil
        }
        guard case .text(let text) = member.value.value, HTTPHeader(name, text) != nil else {
            fault(
                at: member.value.place,
                "headers: \(name) must be a text of printable ASCII, at most 1,024 characters")
            return nil
        }
        return template(text, member.value, "headers: \(name)", preset).map {
            WebhookPreset.Header(name, $0)
        }
    }

    private mutating func body(_ preset: WebhookPreset) -> FieldTemplate? {
        guard let value = self["body"], let text = text("body"),
            let template = template(text, value, "body", preset)
        else { return nil }
        if let words = template.jsonFault { fault("body", "is no JSON: \(words)") }
        return template
    }

    private mutating func template(
        _ text: String, _ value: TOML, _ what: String, _ preset: WebhookPreset
    ) -> FieldTemplate? {
        do throws(AlertFault) {
            return try FieldTemplate(text, fields: preset.fields)
        } catch {
            // A quotation mark stands before the text, which may have several lines.
            let isOne = !text.contains("\n")
            let column = value.place.column + (isOne ? error.column : 0)
            fault(
                at: TOML.Place(line: value.place.line, column: column), "\(what): \(error.words)")
            return nil
        }
    }
}
