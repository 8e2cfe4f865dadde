/// Alerts as JSON to a service on the web.
///
/// Nothing that it says contains its address or its token: messages name the host.
struct WebhookChannel: AlertChannel {
    private let settings: WebhookSettings
    private let client: HTTPClient
    private let environment: @Sendable (String) -> String?
    /// The host; the kind where the address could not be read at the beginning.
    let place: String

    private static let timeLimit = Duration.seconds(20)

    init(_ settings: WebhookSettings, _ means: ChannelMeans) {
        self.settings = settings
        client = means.web
        environment = means.environment
        let preset = settings.preset
        let address = settings.url ?? .here(Secret(preset.address ?? ""), for: "url")
        place = address.host(means.environment) ?? preset.kind
    }

    private var preset: WebhookPreset { settings.preset }

    func send(_ message: AlertMessage) async -> DeliveryReport {
        let url: Secret
        let token: Secret?
        do throws(SecretError) {
            // Read each time: what was wrong may have been mended.
            url = try await settings.url?.read(environment) ?? Secret(preset.address ?? "")
            token = try await settings.token?.read(environment)
        } catch {
            return DeliveryReport(.barred("\(error)"))
        }
        let filling = WebhookFilling(settings, message, token: token)
        guard let address = filling.address(url) else {
            let key = settings.url?.key ?? "url"
            return DeliveryReport(.barred("\(key): is not a web address"))
        }
        var request = HTTPRequest(address, timeLimit: Self.timeLimit)
        request.method = preset.method
        request.body = filling.body
        request.answerLimit = WebhookAnswer.longest
        // A field may have nothing to say: of a market there is no pair.
        for header in filling.headers where !header.value.revealed.isEmpty {
            guard let secret = SecretHeader(header.name, header.value) else {
                let words = "the header \(header.name) cannot be sent with its value"
                return DeliveryReport(filling.isTokenSound ? .refused(words) : .barred(words))
            }
            request.secrets.append(secret)
        }
        switch await client.fetch(request) {
        case .failure(let error): return DeliveryReport(Delivery(error))
        case .success(let response):
            let secrets = [url, token].compactMap(\.self) + filling.ownHeaders.map(\.value)
            let words = WebhookAnswer(response.body, hiding: secrets).words
            let wait =
                response.retryAfter(now: message.time)
                ?? preset.retry.flatMap { WebhookAnswer.seconds(at: $0, in: response.body) }
            return DeliveryReport(Delivery(response.status, saying: words, retryAfter: wait))
        }
    }
}

extension Delivery {
    /// What the status of an answer means for a message and its channel.
    init(_ status: Int, saying said: String?, retryAfter wait: Duration?) {
        let words = "answered \(status)" + (said.map { ": \($0)" } ?? "")
        self =
            switch status {
            case 200..<300: .accepted("answered \(status)")
            case 300..<400: .refused("\(words), a redirect, which is not followed")
            case 408, 429, 500...: .later(words, retryAfter: wait)
            case 401, 403, 404, 410: .barred(words)
            default: .refused(words)
            }
    }

    /// What the lack of an answer means.
    init(_ error: HTTPError) {
        let words = "\(error)"
        self =
            switch error {
            case .timedOut, .brokenOff: .unanswered(words)
            case .certificate, .certificateFile, .tls, .notHTTP: .barred(words)
            // An answer there was, and the same would come again.
            case .tooLarge, .headersTooLarge, .badCompression: .refused(words)
            default: .later(words)
            }
    }
}
