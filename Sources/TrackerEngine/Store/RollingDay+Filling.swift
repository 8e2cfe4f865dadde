extension RollingDay {
    /// Fills an empty day at once, instrument by instrument, as whole packed hours.
    ///
    /// `body` gets a closure, and calls it with positions in `instruments`, in any order, and a
    /// series that reaches to `last` and not beyond; the hour of `last` stays single minutes.
    public mutating func fill(
        _ instruments: [Instrument], through last: Minute,
        _ body: (_ store: (Int, Series) -> Void) -> Void
    ) {
        precondition(days.isEmpty)
        var places: [Market: Int] = [:]
        var fillings: [Filling] = []
        let owners = instruments.map { instrument in
            let place = places[instrument.market] ?? fillings.count
            if place == fillings.count {
                places[instrument.market] = place
                fillings.append(Filling(instrument.market, through: last))
            }
            return (filling: place, slot: fillings[place].day.slot(of: instrument.pair))
        }
        for place in fillings.indices { fillings[place].prepare() }
        body { position, series in
            let (place, slot) = owners[position]
            fillings[place].store(series, of: slot)
        }
        for filling in fillings { days[filling.day.market] = filling.done }
    }

    /// A market that is filled.
    private struct Filling {
        var day: MarketDay
        private let open: ClosedRange<Minute>
        private let packed: Range<Hour>
        private var hours: [PackedChunks.Sorter] = []
        private var rows: [MinuteRows.Row] = []
        private var latest: [(amount: Double, minute: Minute)?] = []

        init(_ market: Market, through last: Minute) {
            day = MarketDay(market)
            open = last.hour.start...last
            packed = last.windowStart.hour..<last.hour
        }

        /// All slots are known.
        mutating func prepare() {
            let slots = day.names.capacity
            hours = packed.map { _ in PackedChunks.Sorter(slots: slots) }
            rows = open.map { minute in
                MinuteRows.Row(minute: minute, amounts: Array(repeating: .nan, count: slots))
            }
            latest = Array(repeating: nil, count: slots)
        }

        mutating func store(_ series: Series, of slot: Int) {
            for (place, hour) in packed.enumerated() {
                let start = hour.start
                if let chunk = SeriesCodec.encode(series.hour(from: start)) {
                    hours[place].set(chunk, of: slot)
                }
            }
            for row in rows.indices {
                guard let price = series[rows[row].minute] else { continue }
                rows[row].amounts[slot] = price.amount
            }
            if let last = series.amounts.lastIndex(where: { !$0.isNaN }) {
                latest[slot] = (series.amounts[last], series.start.advanced(by: last))
            }
        }

        var done: MarketDay {
            var day = day
            day.names.sort()
            let blocks = zip(packed, hours).map { HourBlock(hour: $0, chunks: $1.chunks) }
            day.fill(blocks, MinuteRows(rows), latest: latest)
            return day
        }
    }
}
