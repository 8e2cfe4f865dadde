/// Runs a program for each message, without a shell; it gets the message as JSON on standard input.
struct CommandChannel: AlertChannel {
    private let settings: CommandSettings
    private let timeLimit: Duration

    /// The most bytes of an argument.
    private static let longest = 8192

    init(_ settings: CommandSettings, timeLimit: Duration = .seconds(10)) {
        self.settings = settings
        self.timeLimit = timeLimit
    }

    var place: String {
        guard case .literal(let program)? = settings.words.first else { return "" }
        return program.plain(upTo: 80)
    }

    func send(_ message: AlertMessage) async -> DeliveryReport {
        var child = ChildProcess(settings.words.map { Self.text(of: $0, message) })
        child.input = message.json + Array("\n".utf8)
        child.timeLimit = timeLimit
        return DeliveryReport(Delivery(command: await child.run()))
    }

    private static func text(of word: CommandSettings.Word, _ message: AlertMessage) -> String {
        switch word {
        case .literal(let text): text
        case .field(let field): message.value(of: field).text.cut(toBytes: longest)
        case .markup(let field):
            message.value(of: field).text.replacing("&", with: "&amp;")
                .replacing("<", with: "&lt;").replacing(">", with: "&gt;")
                .cut(toBytes: longest)
        }
    }
}

extension Delivery {
    /// The meaning of how a program of the configuration has ended.
    init(command end: ChildProcess.Ending) {
        guard let words = end.fault else {
            self = .accepted("status 0")
            return
        }
        self =
            switch end.reason {
            case .notStarted: .barred(words)
            // EX_TEMPFAIL.
            case .exited(75), .timedOut, .killed: .later(words)
            // Not to be run, not found: so shells and env(1) say it.
            case .exited(126), .exited(127): .barred(words)
            case .exited: .refused(words)
            }
    }
}
