import TrackerEngine

/// Several sources by their state: each is in one of the lists, in their order.
struct SourceSummary: Sendable {
    private(set) var ok: [SourceHealth] = []
    private(set) var waiting: [SourceHealth] = []
    private(set) var barred: [SourceHealth] = []
    private(set) var failing: [SourceHealth] = []
    /// The failing sources by reason, in the order of the first of each.
    private(set) var groups: [Group] = []
    let count: Int

    struct Group: Hashable, Sendable {
        /// Without the name of a host.
        let reason: String
        fileprivate(set) var sources: [SourceHealth]

        /// When the first of them is asked again.
        var next: Timestamp? { sources.compactMap(\.nextPoll).min() }
    }

    init(_ snapshot: Snapshot) {
        count = snapshot.sources.count
        for source in snapshot.sources {
            switch SourceState(source, in: snapshot) {
            case .ok, .followed: ok.append(source)
            case .waiting: waiting.append(source)
            case .barred: barred.append(source)
            case .failing:
                failing.append(source)
                group(source)
            }
        }
    }

    private mutating func group(_ source: SourceHealth) {
        let reason = source.shortReason ?? ""
        if let place = groups.firstIndex(where: { $0.reason == reason }) {
            groups[place].sources.append(source)
        } else {
            groups.append(Group(reason: reason, sources: [source]))
        }
    }

    /// Why nothing at all can be reached, where it is one reason: `nil` while anything else is the
    /// case.
    var commonReason: String? {
        count > 1 && failing.count == count && groups.count == 1 ? groups[0].reason : nil
    }

    /// `binance, bybit and 3 more`.
    static func names(_ sources: [SourceHealth], most: Int = 3) -> String {
        let shown = sources.count <= most ? sources.count : most - 1
        let names = sources.prefix(shown).map(\.name).joined(separator: ", ")
        return shown == sources.count ? names : "\(names) and \(sources.count - shown) more"
    }
}
