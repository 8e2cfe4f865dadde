/// The answer of `/healthz`: times in Unix seconds, ages in seconds, durations in milliseconds.
enum HealthAnswer {
    /// The answer as UTF-8.
    ///
    /// `window` is the day as it is at `now`, `minutesHeld` the number of its minutes with a price.
    static func body(
        of snapshot: Snapshot, window: DayWindow, minutesHeld: Int, at now: Timestamp
    ) -> [UInt8] {
        let markets = window.markets
        var writer = JSONWriter()
        writer.object { writer in
            writer.key("alive")
            writer.bool(true)
            writer.key("simulated")
            writer.bool(snapshot.isSimulated)
            writer.key("time")
            writer.number(now.unixSeconds)
            writer.key("newest")
            writer.number(orNull: window.newest?.unixSeconds)
            writer.key("age")
            writer.number(orNull: window.newest.map { now.unixSeconds - $0.unixSeconds })
            writer.key("minutes")
            writer.number(minutesHeld)
            writer.key("instruments")
            writer.number(markets.reduce(0) { $0 + window.pairCount(of: $1) })
            writer.key("markets")
            writer.number(markets.count)
            writer.key("sources")
            writer.array { writer in
                for (source, health) in snapshot.sources.enumerated() {
                    writer.source(health, serving: snapshot.markets(of: source))
                }
            }
            writer.key("store")
            writer.store(snapshot.store, newest: window.newest)
            writer.key("alerts")
            writer.alerts(snapshot.alerts)
        }
        return writer.bytes
    }
}

extension JSONWriter {
    fileprivate mutating func source(_ health: SourceHealth, serving markets: [Market]) {
        object { writer in
            writer.key("name")
            writer.string(health.name)
            writer.key("address")
            writer.string(health.address)
            writer.key("lastSuccess")
            writer.number(orNull: health.lastSuccess?.unixSeconds)
            writer.key("quotes")
            writer.number(health.quotes)
            writer.key("rejected")
            writer.number(health.rejected)
            writer.key("nextPoll")
            writer.number(orNull: health.nextPoll?.unixSeconds)
            writer.key("failures")
            writer.number(health.failure?.times ?? 0)
            writer.key("error")
            writer.string(orNull: health.failure?.reason)
            writer.key("barred")
            writer.bool(health.failure?.isBarred ?? false)
            writer.key("took")
            writer.number(orNull: health.took?.wholeMilliseconds)
            writer.key("bytes")
            writer.number(health.bytes)
            writer.key("markets")
            writer.array { writer in for market in markets { writer.string(market.name) } }
        }
    }

    /// Writes the state of the store without its path, which only a stranger could use.
    ///
    /// `newest`: the newest minute of the day; all of a day that another program writes is on the disk.
    fileprivate mutating func store(_ health: StoreHealth, newest: Minute?) {
        let files = if case .failing(let place, _) = health { [place] } else { [String]() }
        let (state, reason, through): (String, String?, Minute?) =
            switch health {
            case .memory(let reason): ("memory", reason, nil)
            case .writing(_, let through): ("writing", nil, through)
            case .following: ("following", nil, newest)
            case .failing(_, let reason): ("failing", reason, nil)
            }
        object { writer in
            writer.key("state")
            writer.string(state)
            writer.key("through")
            writer.number(orNull: through?.unixSeconds)
            writer.key("reason")
            writer.string(orNull: reason?.withoutFolders(of: files))
        }
    }

    /// Writes how alerts do, without addresses and what others have said, which only a stranger could
    /// use.
    fileprivate mutating func alerts(_ board: AlertBoard) {
        object { writer in
            writer.key("rules")
            writer.number(board.rules.count)
            writer.key("fired")
            writer.number(board.standings.count { $0.standing.phase == .fired })
            writer.key("waiting")
            writer.number(board.channels.reduce(0) { $0 + $1.waiting })
            writer.key("sound")
            writer.bool(board.isSound)
            writer.key("channels")
            writer.array { writer in
                for channel in board.channels {
                    writer.object { writer in
                        writer.key("name")
                        writer.string(channel.channel)
                        writer.members(of: channel)
                    }
                }
            }
            writer.heartbeat(board.heartbeat, isPublic: true)
        }
    }
}
