package import TrackerEngine

extension ChannelReport.State {
    /// How a channel does, for a person: `well 14:31`, `refused 3 messages since 14:05`.
    ///
    /// `clock`: a time as the reader's clock shows it.
    package func words(_ clock: (Timestamp) -> String) -> String {
        switch self {
        case .unused: "not used yet"
        case .well(let time): "well \(clock(time))"
        case .failing(let retry): "fails, tries again \(clock(retry))"
        case .barred(let retry): "to be mended, tries \(clock(retry))"
        case .refusing(let since, let count):
            "refused \(Numbers.count(count)) \(count == 1 ? "message" : "messages") since "
                + clock(since)
        case .paused(let since):
            since.map { "not requested since \(clock($0))" } ?? "not requested yet"
        }
    }
}
