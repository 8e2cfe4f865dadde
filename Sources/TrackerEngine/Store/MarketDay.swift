/// The minute prices of every pair of a market over the last day, in memory.
///
/// Each pair has a slot, a small number that everything else is indexed by. Most minutes are packed
/// into hours, about half a byte a price; the newest are kept as rows, one double a pair, until it
/// is the market's turn. A minute may lie in a row and in its packed hour; the row wins.
struct MarketDay: Sendable {
    let market: Market
    var names = PairDirectory()
    /// Packed hours, oldest first; of the newest some minutes may be packed and others be rows.
    var hours: [HourBlock] = []
    var rows = MinuteRows()
    var newest = NewestPrices()
    /// The order of the slots in the batches that come.
    var order = ExpectedOrder<Int32>()
    /// Which prices were fetched afterwards; each of them is held.
    var marks = BackfillMarks()
    /// What the source says beside prices.
    var tickers = TickerColumns()

    init(_ market: Market) { self.market = market }

    /// The slot of a pair, a new one for a pair that is not known; `names.sort()` is due then.
    mutating func slot(of pair: Pair) -> Int {
        if let slot = names.slot(of: pair) { return slot }
        let slot = names.add(pair)
        newest.add(slot)
        return slot
    }

    /// The price of a slot at a minute; NaN for none.
    func amount(of slot: Int, at minute: Minute) -> Double {
        if let row = rows[minute], !row.amount(of: slot).isNaN { return row.amount(of: slot) }
        guard let block = hours.block(of: minute.hour) else { return .nan }
        return block.amounts(of: slot)[block.start.distance(to: minute)]
    }
}

// MARK: - Quotes

extension MarketDay {
    /// Puts quotes of a minute in; all are of this market.
    ///
    /// `replacing`: whether a price that is there already gives way.
    ///
    /// - Returns: the number of prices that were put in.
    mutating func ingest(_ runs: QuoteRuns, at minute: Minute, replacing: Bool) -> Int {
        let slots = slots(of: runs)
        let block = replacing ? nil : hours.block(of: minute.hour)
        var count = 0
        rows.change(minute, slots: names.capacity) { amounts in
            var place = 0
            for run in runs {
                for quote in run {
                    let slot = Int(slots[place])
                    place &+= 1
                    guard
                        replacing
                            || amounts[slot].isNaN && !(block?.holds(slot, at: minute) ?? false)
                    else { continue }
                    amounts[slot] = quote.price.amount
                    newest.note(quote.price.amount, of: slot, at: minute)
                    count &+= 1
                }
            }
        }
        tickers.note(runs, in: slots, of: names.capacity, at: minute)
        if replacing { marks.remove(minute, of: slots.lazy.map { Int($0) }) }
        return count
    }

    private mutating func slots(of runs: QuoteRuns) -> [Int32] {
        var slots: [Int32] = []
        slots.reserveCapacity(runs.reduce(0) { $0 + $1.count })
        var place = 0
        for run in runs {
            // By place: a quote in a variable would be copied whole.
            for quote in run.indices {
                let pair = run[quote].instrument.pair
                let slot = names.slot(of: pair, near: &place, in: order) ?? slot(of: pair)
                slots.append(Int32(truncatingIfNeeded: slot))
            }
        }
        order.learn(slots)
        names.sort()
        return slots
    }

    /// Notes prices that are newer than those of `minute`, the newest of the day: for the last
    /// price, not the series.
    mutating func note(_ runs: QuoteRuns, at minute: Minute) {
        var place = 0
        var slots: [Int32] = []
        slots.reserveCapacity(runs.reduce(0) { $0 + $1.count })
        for run in runs {
            for quote in run.indices {
                let pair = run[quote].instrument.pair
                guard let slot = names.slot(of: pair, near: &place, in: order) else {
                    slots.append(TickerColumns.unknown)
                    continue
                }
                newest.noteLater(run[quote].price.amount, of: slot, at: minute)
                slots.append(Int32(truncatingIfNeeded: slot))
            }
        }
        tickers.note(runs, in: slots, of: names.capacity, at: minute)
    }

    /// Whether there may be a price of a minute.
    func mayHold(_ minute: Minute) -> Bool { minute <= newest.minute }

    /// Appends the quotes that have no price at a minute yet, or one that nobody polled.
    func missing(_ runs: QuoteRuns, at minute: Minute, into missing: inout [Quote]) {
        let isPolled = polled(at: minute)
        var place = 0
        for run in runs {
            for quote in run.indices {
                let pair = run[quote].instrument.pair
                let slot = names.slot(of: pair, near: &place, in: order)
                if slot.map(isPolled) != true { missing.append(run[quote]) }
            }
        }
    }

    /// Answers by slot whether there is a price of a minute that was polled, not fetched afterwards.
    func polled(at minute: Minute) -> (Int) -> Bool {
        let row = rows[minute]?.amounts ?? []
        let (block, marks) = (hours.block(of: minute.hour), marks)
        return { slot in
            let isHeld =
                slot < row.count && !row[slot].isNaN || block?.holds(slot, at: minute) ?? false
            return isHeld && !marks.isMarked(slot, at: minute)
        }
    }
}
