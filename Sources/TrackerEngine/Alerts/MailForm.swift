/// Writes mails: header and text as bytes that any server takes and any program reads.
///
/// RFC 5322, 2045 and 2047; all bytes are ASCII, no line has more than 76 of them, CR LF ends each.
/// Nothing that a name or a price holds ends a line or begins a header.
public struct MailForm: Sendable {
    /// The longest line without its end.
    static let width = 76

    public let sender: MailAddress
    /// The seconds east of Greenwich at a time in Unix seconds.
    private let offset: @Sendable (Int) -> Int

    public init(from sender: MailAddress, offset: @escaping @Sendable (Int) -> Int) {
        self.sender = sender
        self.offset = offset
    }

    /// What a mail says.
    public struct Letter: Hashable, Sendable {
        public var subject: String
        /// Lines with LF between them.
        public var text: String
        /// What it is about, for filters: `fast kraken:btcusd`; `nil` for nothing.
        public var topic: String?

        public init(subject: String, text: String, topic: String? = nil) {
            self.subject = subject
            self.text = text
            self.topic = topic
        }
    }

    /// What makes a mail one of its own: the same gives the same Message-ID.
    public struct Identity: Hashable, Sendable {
        /// Lower case letters: `fire`, `digest`, `test`.
        public let kind: String
        public let minute: Minute
        /// What no other mail of the kind and the minute has.
        public let key: String

        public init(kind: String, minute: Minute, key: String) {
            self.kind = kind
            self.minute = minute
            self.key = key
        }

        /// The identity as one word, for services that tell messages apart by one:
        /// `fire.29931211.5c1e09ab77f3`.
        public var word: String {
            let hash = String(key.fowlerHash >> 16, radix: 16)
            let digits = String(repeating: "0", count: 12 - hash.count) + hash
            return
                "\(kind.filter { $0.isASCII && $0.isLetter }.prefix(20)).\(minute.index).\(digits)"
        }
    }

    /// The text of a Message-ID: `<fire.29931211.5c1e09ab77f3@example.org>`.
    public func messageID(_ identity: Identity) -> String {
        "<\(identity.word)@\(sender.domain)>"
    }

    /// A whole mail.
    ///
    /// `first`: the mail that began the episode, to which this one is an answer.
    public func bytes(
        _ letter: Letter, for recipient: MailAddress, _ identity: Identity, at time: Timestamp,
        answering first: Identity? = nil
    ) -> [UInt8] {
        var lines = [
            "Date: \(date(time))",
            Self.header("From", "tracker-tui <\(sender)>"),
            Self.header("To", "\(recipient)"),
            Self.textHeader("Subject", letter.subject),
            Self.header("Message-ID", messageID(identity)),
        ]
        if let first {
            lines.append(Self.header("In-Reply-To", messageID(first)))
            lines.append(Self.header("References", messageID(first)))
        }
        lines += ["Auto-Submitted: auto-generated", "X-Auto-Response-Suppress: All"]
        if let topic = letter.topic {
            lines.append(Self.textHeader("X-Tracker-Alert", topic))
        }
        lines += [
            "MIME-Version: 1.0", "Content-Type: text/plain; charset=UTF-8",
            "Content-Transfer-Encoding: quoted-printable", "",
        ]
        lines += MailText.quotedPrintable(letter.text)
        return Array((lines.joined(separator: "\r\n") + "\r\n").utf8)
    }

    private static func textHeader(_ name: String, _ text: String) -> String {
        header(name, MailText.header(text, from: name.utf8.count + 2))
    }

    /// A header, folded before blanks; words longer than a line stay whole, and the first one stays in the first line.
    private static func header(_ name: String, _ value: String) -> String {
        var text = "\(name):"
        var column = text.utf8.count
        for word in value.split(separator: " ") {
            let isFirst = text.utf8.count == name.utf8.count + 1
            if column + 1 + word.utf8.count > width, !isFirst {
                text += "\r\n"
                column = 0
            }
            text += " " + word
            column += 1 + word.utf8.count
        }
        return text
    }

    /// `Sat, 28 Nov 2026 14:31:07 +0100`.
    private func date(_ time: Timestamp) -> String {
        let east = offset(time.unixSeconds)
        let local = time.unixSeconds + east
        let days = local.dividedFloor(by: 86_400)
        let second = local - days * 86_400
        let date = CivilDate(daysSince1970: days)
        // 1 January 1970 was a Thursday.
        let weekday = Self.weekdays[((days % 7) + 7 + 3) % 7]
        let clock = [second / 3600, second / 60 % 60, second % 60].map(\.twoDigits)
        let minutes = Int(east.magnitude) / 60
        let zone = (minutes / 60).twoDigits + (minutes % 60).twoDigits
        return "\(weekday), \(date.day) \(Self.months[date.month - 1]) \(date.year) "
            + "\(clock.joined(separator: ":")) \(east < 0 ? "-" : "+")\(zone)"
    }

    static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}
