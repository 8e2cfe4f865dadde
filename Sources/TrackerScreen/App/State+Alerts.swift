import TrackerEngine

extension State {
    /// What stands at the ends of a top line of some width.
    func headerPlan(width: Int) -> HeaderPlan {
        HeaderPlan(
            time: snapshot.window.newest.map { localTime.clock(at: $0.unixSeconds) },
            isSimulated: snapshot.isSimulated, unseen: snapshot.alerts.unseenCount, width: width)
    }

    /// What an alert is about: `kraken BTC/USD`, `kraken`, `every source`.
    func alertName(of subject: AlertSubject) -> String {
        switch subject {
        case .everything: "every source"
        case .market(let market): market.name
        case .pair(let instrument): "\(instrument.market.name) \(snapshot.title(of: instrument))"
        }
    }

    /// A scope in words: a pair by its title, lists with the number of their pairs.
    func scopeText(_ scope: AlertScope, lists: AlertScope.Lists) -> String {
        scope.parts.map { part in
            switch part {
            case .pair(let instrument): alertName(of: .pair(instrument))
            case .favourites: "favourites (\(lists.favourites.count))"
            case .group(let group): "\(group) (\(lists.groups[group]?.count ?? 0))"
            case .glob: part.text
            }
        }.joined(separator: ", ")
    }

    /// A time to come: its clock, `14:52`, and on another day the date, `29 Nov 08:18`.
    func clockAhead(_ time: Timestamp) -> String {
        tomorrow(time) ?? localTime.clock(at: time.unixSeconds)
    }

    /// The time of an alert: the clock of today, `yesterday 22:04`, `27 Nov 03:10`.
    func alertTime(_ minute: Minute) -> String {
        let (seconds, now) = (minute.unixSeconds, window.last.unixSeconds)
        let clock = localTime.clock(at: seconds)
        switch localTime.day(at: now) - localTime.day(at: seconds) {
        case ...0: return clock
        case 1: return "yesterday \(clock)"
        default: return "\(localTime.date(at: seconds)) \(clock)"
        }
    }
}
