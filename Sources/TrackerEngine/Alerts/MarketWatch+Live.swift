extension MarketWatch {
    /// Looks at prices that came after those of the minute, with rules that are live.
    ///
    /// `prices`: of the poll, by slot, above 0; NaN for none. What is found is marked as live: no
    /// series has these prices, so that no back-test finds it.
    mutating func lookLive(
        _ day: MarketDay, _ prices: [Double], in window: DayWindow, _ rules: AlertRules,
        _ room: inout Int
    ) -> [AlertEvent] {
        guard seen == window.last, !isNew else { return [] }
        let look = MarketLook(
            day, in: window, prices: prices, rows: rows, before: before,
            volatilities: volatilities, isLive: true)
        var events: [AlertEvent] = []
        for rule in index.rules where rules.timings[rule].isLive {
            for slot in index.slots(of: rule) where slot < prices.count && !prices[slot].isNaN {
                let sight = SlotSight(look: look, slot: slot)
                let isByPattern = !index.isNamed(slot, rule)
                advance(rule, slot, sight, isByPattern: isByPattern, rules, &room, &events)
            }
        }
        return events.map { event in
            var event = event
            event.isLive = true
            return event
        }
    }
}

extension AlertWatch {
    /// Looks at prices of a market that came after those of the minute, with rules that are live.
    mutating func lookLive(
        at market: Market, _ runs: QuoteRuns, in window: DayWindow
    ) -> [AlertEvent] {
        guard let day = window.day.days[market], var watch = removeWatch(of: market)
        else { return [] }
        var prices = [Double](repeating: .nan, count: day.names.capacity)
        for run in runs {
            for quote in run {
                guard let slot = day.names.slot(of: quote.instrument.pair),
                    quote.price.amount > 0
                else { continue }
                prices[slot] = quote.price.amount
            }
        }
        let events = watch.lookLive(day, prices, in: window, known, &room)
        putBack(watch)
        return events.inOrder
    }
}
