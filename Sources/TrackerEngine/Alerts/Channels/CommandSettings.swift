/// A program that is run for each message.
struct CommandSettings: ChannelPlan {
    /// The program, and its arguments.
    let words: [Word]

    enum Word: Hashable, Sendable {
        case literal(String)
        case field(MessageField)
        /// A field for a reader of markup: `&`, `<` and `>` are escaped.
        case markup(MessageField)
    }

    /// What shows a message on the desktop of this machine.
    static let desktop = CommandSettings(words: [
        .literal("notify-send"), .literal("-a"), .literal("tracker-tui"), .literal("--"),
        .field(.title), .markup(.text),
    ])

    func outlets(
        named name: String, _ means: ChannelMeans
    ) -> [(name: String, channel: any AlertChannel)] {
        [(name, CommandChannel(self))]
    }
}

extension ChannelKind {
    static let command = ChannelKind(name: "command", keys: ["run"], policy: .immediate) {
        $0.command()
    }

    static let desktop = ChannelKind(name: "desktop", keys: [], policy: .immediate) { _ in
        CommandSettings.desktop
    }
}

extension ChannelTable {
    fileprivate mutating func command() -> CommandSettings? {
        let example = "[\"notify\", \"--\", \"{title}\"]"
        guard self["run"] != nil else {
            missing("run", example)
            return nil
        }
        guard let texts = words("run", example) else { return nil }
        // A message must not choose what is run.
        if FieldTemplate(known: texts[0]).names.contains(where: isField) {
            fault("run", "the program must not come from a message: \(texts[0].plain(upTo: 40))")
        }
        var words: [CommandSettings.Word] = [.literal(texts[0])]
        for text in texts.dropFirst() { words.append(word(text)) }
        return CommandSettings(words: words)
    }

    private func isField(_ name: String) -> Bool { MessageField(rawValue: name) != nil }

    /// An argument is a field, or has none: half of one would have to be quoted, by rules that each
    /// program has for itself.
    private mutating func word(_ text: String) -> CommandSettings.Word {
        let names = MessageField.allCases.map(\.rawValue)
        let template = FieldTemplate(known: text)
        if template.pieces.count == 1, let name = template.names.first {
            if let field = MessageField(rawValue: name) { return .field(field) }
            let nearest = NearestName.to(name, among: names).map { "did you mean {\($0)}?" }
            let all = "there are \(names.map { "{\($0)}" }.joined(separator: " "))"
            fault("run", "there is no {\(name.plain(upTo: 40))}; \(nearest ?? all)")
        } else if let name = template.names.first(where: isField) {
            fault("run", "{\(name)} must be an argument of its own")
        }
        return .literal(text)
    }
}
