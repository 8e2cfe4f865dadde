/// Mail to one address through a program such as sendmail, which gets it on standard input.
public struct PipeChannel: AlertChannel {
    private let words: [String]
    private let recipient: MailAddress
    private let form: MailForm
    private let timeLimit: Duration

    init(
        to recipient: MailAddress, through words: [String], _ settings: MailSettings,
        _ means: ChannelMeans, timeLimit: Duration = .seconds(60)
    ) {
        self.words = words
        self.recipient = recipient
        self.timeLimit = timeLimit
        form = MailForm(from: settings.sender, offset: means.offset)
    }

    public var place: String { words.first?.plain(upTo: 80) ?? "" }

    public func send(_ message: AlertMessage) async -> DeliveryReport {
        let bytes = form.bytes(
            message.letter, for: recipient, message.identity, at: message.time,
            answering: message.first)
        var child = ChildProcess(words)
        // Such programs make the line ends of the network themselves.
        child.input = bytes.filter { $0 != 0x0D }
        child.timeLimit = timeLimit
        return DeliveryReport(Delivery(await child.run()))
    }
}

extension Delivery {
    /// The meaning of how a program that sends mail has ended: the numbers of sysexits(3).
    init(_ end: ChildProcess.Ending) {
        guard let words = end.fault else {
            self = .accepted("status 0")
            return
        }
        self =
            switch end.reason {
            case .timedOut: .unanswered(words)
            case .killed: .later(words)
            case .notStarted: .barred(words)
            // EX_TEMPFAIL.
            case .exited(75): .later(words)
            // EX_DATAERR, EX_NOUSER: this mail, this address.
            case .exited(65), .exited(67): .refused(words)
            // No such program, or one that cannot be run.
            case .exited(64...78), .exited(126), .exited(127): .barred(words)
            case .exited: .refused(words)
            }
    }
}
