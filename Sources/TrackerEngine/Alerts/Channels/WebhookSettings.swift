/// A service that gets alerts over HTTP, and what it needs from the configuration.
struct WebhookSettings: ChannelPlan {
    let preset: WebhookPreset
    /// The address, `nil` for the service's own.
    ///
    /// It is a secret: who knows it may write there.
    var url: SecretPlace?
    var token: SecretPlace?
    /// The values of the preset's settings.
    var values: [String: String] = [:]
    /// What the configuration adds.
    var headers: [WebhookPreset.Header] = []
    /// What the configuration sends in place of the preset's body.
    var body: FieldTemplate?

    func outlets(
        named name: String, _ means: ChannelMeans
    ) -> [(name: String, channel: any AlertChannel)] {
        [(name, WebhookChannel(self, means))]
    }
}
