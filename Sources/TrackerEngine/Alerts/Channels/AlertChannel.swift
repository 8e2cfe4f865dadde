/// A way to a person: one address, one program.
///
/// A kind of channel is a `ChannelKind`, which reads the keys of its `ChannelPlan`; that makes the
/// channels.
public protocol AlertChannel: Sendable {
    /// What it reaches, for a person: `mail.example.org:587`.
    var place: String { get }

    /// Hands a message over and waits for the answer; sends nothing a second time by itself.
    func send(_ message: AlertMessage) async -> DeliveryReport
}

/// A message as channels get it.
public struct AlertMessage: Hashable, Sendable {
    public let letter: MailForm.Letter
    public let identity: MailForm.Identity
    /// The message that began the episode; `nil` for one that does.
    public var first: MailForm.Identity?
    /// When it was written.
    public let time: Timestamp
    /// What it tells, in the order in which events are told; none in a test.
    public var events: [AlertEvent] = []
    /// Whether it is one that should not wait for its reader.
    public var isUrgent = false

    public init(_ letter: MailForm.Letter, _ identity: MailForm.Identity, at time: Timestamp) {
        self.letter = letter
        self.identity = identity
        self.time = time
    }
}

/// What became of a message, and on which way.
public struct DeliveryReport: Hashable, Sendable {
    public let delivery: Delivery
    /// Facts about the way: `TLS 1.3, valid until 3 Feb 2027`, `AUTH PLAIN as ada`.
    public var way: [String] = []

    public init(_ delivery: Delivery) { self.delivery = delivery }
}
