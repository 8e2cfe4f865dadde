/// An address that is requested to say that all is well: of healthchecks.io, Uptime Kuma, Dead Man's Snitch.
///
/// Nothing that it says contains the address, which is a secret: messages name the host.
struct HeartbeatChannel: AlertChannel {
    private let address: SecretPlace
    private let client: HTTPClient
    private let environment: @Sendable (String) -> String?
    let place: String

    private static let timeLimit = Duration.seconds(10)

    init(_ address: SecretPlace, _ means: ChannelMeans) {
        self.address = address
        client = means.web
        environment = means.environment
        place = address.host(means.environment) ?? HeartbeatPlan.name
    }

    /// Requests the address; the message does not matter.
    func send(_ message: AlertMessage) async -> DeliveryReport {
        let url: Secret
        do throws(SecretError) {
            url = try await address.read(environment)
        } catch {
            return DeliveryReport(.barred("\(error)"))
        }
        guard let target = try? WebAddress(url.revealed) else {
            return DeliveryReport(.barred("\(address.key): is not a web address"))
        }
        // Where a redirect leads to another host, that one would get the secret.
        var request = HTTPRequest(target, timeLimit: Self.timeLimit, staysOnHost: true)
        request.answerLimit = WebhookAnswer.longest
        switch await client.fetch(request) {
        case .failure(let error): return DeliveryReport(Delivery(error))
        case .success(let response):
            let words = WebhookAnswer(response.body, hiding: [url]).words
            let wait = response.retryAfter(now: message.time)
            return DeliveryReport(Self.delivery(response.status, saying: words, wait))
        }
    }

    private static func delivery(_ status: Int, saying words: String?, _ wait: Duration?)
        -> Delivery
    {
        // healthchecks.io answers so where it knows no such check, or has not counted the request.
        switch (status, words) {
        case (200, "OK (not found)"): .barred("answered 200: OK (not found)")
        case (200, "OK (rate limited)"): .later("answered 200: OK (rate limited)")
        default: Delivery(status, saying: words, retryAfter: wait)
        }
    }
}

extension SecretPlace {
    /// The host of an address, if it can be read without running anything.
    func host(_ environment: (String) -> String?) -> String? {
        now(environment).flatMap { try? WebAddress($0.revealed) }?.authority.plain(upTo: 80)
    }
}
