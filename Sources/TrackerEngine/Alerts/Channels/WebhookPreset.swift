/// A service that gets alerts as JSON over HTTP: what is sent where, as data.
///
/// A name in braces is a field: one of the message (`MessageField`), or `token`, `priority`, `tag`
/// and the keys of `settings`.
struct WebhookPreset: Hashable, Sendable {
    /// The kind in the configuration.
    let kind: String
    var method = HTTPRequest.Method.post
    /// Where messages go if the configuration does not say; `nil`: it has to.
    var address: String?
    /// The path after the address; fields are escaped in it.
    var path = FieldTemplate(known: "")
    var headers: [Header] = []
    /// `nil` for all that is known of the message.
    var body: FieldTemplate?
    /// The keys of the configuration that it needs beside those of all kinds.
    var settings: [String] = []
    var token = Need.none
    /// Whether the configuration may say what is sent.
    var isOpen = false
    /// The most bytes of the message's text; longer ones are cut.
    var longest = 30_000
    /// What stands for characters that mean something else there.
    var replacements: [Character: String] = [:]
    /// Where an answer says in how many seconds to come again, if no header does: a path in its JSON.
    var retry: String?
    /// How urgent a message is, of the usual ones and of urgent ones.
    var priorities = [0, 0]
    /// Words for a rising price, for a falling one, and for all else.
    var tags = ["", "", ""]

    enum Need: Hashable, Sendable {
        case none, possible, needed
    }

    struct Header: Hashable, Sendable {
        let name: String
        let value: FieldTemplate

        init(_ name: String, _ value: FieldTemplate) {
            self.name = name
            self.value = value
        }
    }

    /// All fields that may stand in its texts.
    var fields: [String] {
        MessageField.allCases.map(\.rawValue) + settings
            + (token == .none ? [] : ["token"]) + ["priority", "tag"]
    }
}

// MARK: - The services

extension WebhookPreset {
    /// Each service is one entry.
    static let all = [
        WebhookPreset(
            kind: "ntfy", address: "https://ntfy.sh",
            headers: [bearer],
            body: FieldTemplate(
                known: """
                    {"topic":{topic},"title":{title},"message":{text},"priority":{priority},"tags":[{tag}]}
                    """),
            settings: ["topic"], token: .possible, longest: 4000, priorities: [3, 5],
            tags: ["chart_with_upwards_trend", "chart_with_downwards_trend", "bell"]),
        // https://docs.slack.dev/messaging/formatting-message-text: three characters are escaped.
        WebhookPreset(
            kind: "slack", body: FieldTemplate(known: "{\"text\":{text}}"),
            replacements: ["&": "&amp;", "<": "&lt;", ">": "&gt;"]),
        // Nobody is called by a name that happens to stand in a text.
        WebhookPreset(
            kind: "discord",
            body: FieldTemplate(
                known: "{\"content\":{text},\"allowed_mentions\":{\"parse\":[]}}"),
            longest: 2000, replacements: markdown),
        // Without parse_mode a text is a text.
        WebhookPreset(
            kind: "telegram", address: "https://api.telegram.org",
            path: FieldTemplate(known: "/bot{token}/sendMessage"),
            body: FieldTemplate(
                known: """
                    {"chat_id":{chat},"text":{text},"link_preview_options":{"is_disabled":true}}
                    """),
            settings: ["chat"], token: .needed, longest: 4096,
            retry: "parameters.retry_after"),
        WebhookPreset(
            kind: "gotify", path: FieldTemplate(known: "/message"),
            headers: [Header("X-Gotify-Key", FieldTemplate(known: "{token}"))],
            body: FieldTemplate(
                known: "{\"title\":{title},\"message\":{text},\"priority\":{priority}}"),
            token: .needed, priorities: [5, 8]),
        // The key as the number of the transaction: what is sent twice is shown once.
        WebhookPreset(
            kind: "matrix", method: .put,
            path: FieldTemplate(
                known: "/_matrix/client/v3/rooms/{chat}/send/m.room.message/{key}"),
            headers: [bearer],
            body: FieldTemplate(known: "{\"msgtype\":\"m.text\",\"body\":{text}}"),
            settings: ["chat"], token: .needed),
        WebhookPreset(kind: "webhook", headers: [bearer], token: .possible, isOpen: true),
    ]

    private static let bearer = Header("Authorization", FieldTemplate(known: "Bearer {token}"))

    private static let markdown = Dictionary(
        uniqueKeysWithValues: "\\*_~`|[]<>".map { ($0, "\\\($0)") })
}
