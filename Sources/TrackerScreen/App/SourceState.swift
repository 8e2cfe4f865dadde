import TrackerEngine

/// The state of a source in a few words.
enum SourceState: Hashable, Sendable {
    case ok
    /// No answer has come yet.
    case waiting
    /// The last polls failed, so many of them.
    case failing(times: Int)
    /// It does not serve the place that it is asked from.
    case barred
    /// Another program asks it, and has not said yet how it does.
    case followed

    init(_ source: SourceHealth, in snapshot: Snapshot) {
        if let failure = source.failure {
            self = failure.isBarred ? .barred : .failing(times: failure.times)
        } else if source.lastSuccess != nil {
            self = .ok
        } else {
            let isKnown = snapshot.sources.contains { $0.lastSuccess != nil || $0.failure != nil }
            self = snapshot.isFollowing && !isKnown ? .followed : .waiting
        }
    }

    var words: String {
        switch self {
        case .ok: "ok"
        case .waiting: "waiting"
        case .failing(1): "failing once"
        case .failing(let times): "failing \(Numbers.compact(times)) times"
        case .barred: "barred here"
        case .followed: "followed"
        }
    }

    var style: Style {
        switch self {
        case .ok, .followed: .plain
        case .waiting: .dim
        case .failing: .error
        // Nobody can mend that: it is no alarm.
        case .barred: .warning
        }
    }

    /// Says it without colour.
    func sign(_ symbols: Symbols) -> Unicode.Scalar {
        switch self {
        case .ok: symbols.good
        case .failing: symbols.bad
        case .barred: symbols.missing
        case .waiting, .followed: symbols.separator
        }
    }
}

extension SourceHealth {
    /// The host that it asks, or else its name; from outside.
    var host: String { address.isEmpty ? name : address }

    /// The reason without the name of the host in front.
    func withoutHost(_ reason: String) -> String {
        let parts = reason.split(separator: " ", maxSplits: 1)
        guard parts.count == 2 else { return reason }
        let first = parts[0].hasSuffix(":") ? parts[0].dropLast() : parts[0]
        guard first == name || first.count > 3 && address.contains(first) else { return reason }
        return String(parts[1])
    }

    /// Why its last poll failed; the host's name is not in it.
    var shortReason: String? { failure.map { withoutHost($0.reason) } }
}
