/// A pair of a market that is looked at, at its newest minute.
struct SlotSight: AlertSight {
    let look: MarketLook
    let slot: Int

    var minute: Minute { look.minute }

    var price: Double { slot < look.prices.count ? look.prices[slot] : .nan }

    var previousPrice: Double { look.before.amount(of: slot) }

    var previous: Minute? { look.before.minute(of: slot) }

    func range(_ span: AlertSpan) -> AlertRange { look.range(of: slot, span) }

    func amount(ago minutes: Int) -> Double {
        let wanted = minute.advanced(by: -minutes)
        if minutes <= RecentRows.minutes { return look.rows.amount(of: slot, at: wanted) }
        guard wanted >= minute.windowStart else { return .nan }
        let amount = look.day.amount(of: slot, at: wanted)
        return amount > 0 ? amount : .nan
    }

    func volatility() -> Double? { look.volatility(of: slot) }

    func day(_ figure: PairCondition.Figure) -> Double? {
        guard let pair else { return nil }
        switch figure {
        case .change: return look.board[pair]?.change
        case .volatility: return look.board[pair]?.volatility
        case .rank: return look.board.byVariance.rank(of: pair)
        case .turnover:
            return look.window.turnover(of: Instrument(market: look.market, pair: pair))
        case .last: return price
        }
    }

    func other(_ market: Market, _ other: Pair?) -> Double {
        guard let pair = other ?? pair else { return .nan }
        return look.amount(of: pair, on: market)
    }

    func quote() -> String? {
        guard let pair else { return nil }
        let known = look.window.assets(of: Instrument(market: look.market, pair: pair))
        return (known ?? PairSpelling.assets(of: pair))?.quote
    }

    func isNewlyListed() -> Bool {
        guard previous == nil, let first = look.firstPolled else { return false }
        return first.distance(to: minute) >= Hour.minutes
    }

    func failing() -> Double? { nil }

    func isThin() -> Bool { look.isThin(slot) }

    private var pair: Pair? {
        slot < look.day.names.pairs.count ? look.day.names.pairs[slot] : nil
    }
}
