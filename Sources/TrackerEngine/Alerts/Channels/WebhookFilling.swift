/// What a service on the web gets of a message.
struct WebhookFilling {
    private let settings: WebhookSettings
    private let message: AlertMessage
    private let token: Secret?

    init(_ settings: WebhookSettings, _ message: AlertMessage, token: Secret?) {
        self.settings = settings
        self.message = message
        self.token = token
    }

    private var preset: WebhookPreset { settings.preset }

    /// The address with the path of the preset; `nil` where it is none.
    func address(_ url: Secret) -> WebAddress? {
        let path = preset.path.text { name in
            // A colon is one in a path, and Telegram's tokens have one.
            value(name).text.percentEncoded.replacing("%3A", with: ":")
        }
        var start = url.revealed[...]
        if !path.isEmpty, start.last == "/" { start.removeLast() }
        return try? WebAddress(start + path)
    }

    var body: [UInt8] {
        (settings.body ?? preset.body)?.json(value) ?? message.json
    }

    /// Those of the configuration stand in for those of the preset.
    var headers: [(name: String, value: Secret)] {
        let own = settings.headers.map { $0.name.lowercased() }
        let usual = preset.headers.filter { header in
            !own.contains(header.name.lowercased())
                && (token != nil || !header.value.names.contains("token"))
        }
        return [
            ("Content-Type", Secret("application/json")),
            ("Idempotency-Key", Secret(message.identity.word)),
        ] + usual.map(filled) + ownHeaders
    }

    /// Those of the configuration, which may hold a key of the service.
    var ownHeaders: [(name: String, value: Secret)] { settings.headers.map(filled) }

    private func filled(_ header: WebhookPreset.Header) -> (name: String, value: Secret) {
        let template = header.value
        let token = token?.revealed ?? ""
        let bare = template.text { $0 == "token" ? token : "" }.utf8.count
        let fields = template.names.count { $0 != "token" }
        let room = max(0, HTTPHeader.longest - bare) / max(1, fields)
        let text = template.text { name in
            name == "token" ? token : Self.line(of: value(name).text, upTo: room)
        }
        return (header.name, Secret(text))
    }

    /// A name may be of any characters; a header has one line of ASCII.
    private static func line(of text: String, upTo count: Int) -> String {
        let characters = text.prefix(count).map { character in
            guard let code = character.asciiValue else { return character.isNewline ? " " : "?" }
            return code == 0x0A ? " " : (0x20...0x7E).contains(code) ? String(character) : "?"
        }
        return characters.joined()
    }

    /// Whether a header can have the token.
    var isTokenSound: Bool { token.map { HTTPHeader.isPlain($0.revealed) } ?? true }

    private func value(_ name: String) -> MessageValue {
        switch name {
        case "token": return .text(token?.revealed ?? "")
        case "priority": return .whole(preset.priorities[message.isUrgent ? 1 : 0])
        case "tag": return .text(tag)
        default: break
        }
        if let setting = settings.values[name] { return .text(setting) }
        guard let field = MessageField(rawValue: name) else { return .none }
        let value = message.value(of: field)
        guard case .text(let text) = value, field == .title || field == .text else { return value }
        return .text(replaced(text).cut(toBytes: preset.longest))
    }

    private func replaced(_ text: String) -> String {
        guard !preset.replacements.isEmpty else { return text }
        return text.reduce(into: "") { result, character in
            result += preset.replacements[character] ?? String(character)
        }
    }

    private var tag: String {
        guard message.events.count == 1, let change = message.events[0].change else {
            return preset.tags[2]
        }
        return preset.tags[change < 0 ? 1 : 0]
    }
}
