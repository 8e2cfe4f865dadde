/// The values of the leads of families by slot, of those that are worked out for all slots at once.
struct LeadColumns {
    /// One column behind the other.
    private var values: [Double] = []
    private let slots: Int
    /// Where the column of each family begins; `nil` for a family without one.
    private var starts: [Int?] = []

    init(of families: [AlertFamily], _ look: MarketLook) {
        slots = look.prices.count
        // The shortest spans first: each is the beginning of the next one.
        for span in Set(families.compactMap(\.lead.columnSpan)).sorted() { _ = look.ranges(span) }
        values.reserveCapacity(Set(families.map(\.lead)).count * slots)
        // Families of other pairs may have the same lead.
        var found: [AlertFamily.Lead: Int?] = [:]
        for family in families {
            if let start = found[family.lead] {
                starts.append(start)
                continue
            }
            let column = look.column(of: family.lead)
            let start = column.map { _ in values.count }
            values += column ?? []
            found[family.lead] = .some(start)
            starts.append(start)
        }
    }

    /// The values of a family, from the first index on; NaN where they cannot be told.
    func column(of family: Int) -> ArraySlice<Double>? {
        starts[family].map { values[$0..<$0 + slots] }
    }

    /// The value of a family at a slot; NaN where it cannot be told, `nil` where there is no column.
    @inline(__always) func value(of family: Int, at slot: Int) -> Double? {
        guard let start = starts[family] else { return nil }
        return values[start + slot]
    }
}

extension AlertFamily.Lead {
    /// The span of a lead that is worked out for all slots at once.
    fileprivate var columnSpan: AlertSpan? {
        switch self {
        case .figure(let figure, _): PriceFigure(figure)?.rangeSpan
        case .extreme(_, let span): span
        case .price, .firstPrice: nil
        }
    }
}

extension MarketLook {
    /// The value of a lead for all slots, NaN where it cannot be told; `nil` for a lead that is not
    /// worked out for all at once.
    ///
    /// Over more than an hour it is a bound: no value lies above it.
    fileprivate func column(of lead: AlertFamily.Lead) -> [Double]? {
        switch lead {
        case .figure(let figure, _):
            switch PriceFigure(figure) {
            case .last: prices
            case .up(let span): column(span) { SlotSight.rise(to: $0, from: $1.low) }
            case .down(let span): column(span) { SlotSight.fall(to: $0, from: $1.high) }
            case .move(let span): column(span) { SlotSight.move(to: $0, in: $1) }
            case .unusual, nil: nil
            }
        // Without a price neither is true.
        case .extreme(.high, let span):
            column(span, isWide: false) { $1.high < $0 && $1.low <= $1.high ? 1 : $0 * 0 }
        case .extreme(.low, let span):
            column(span, isWide: false) { $0 < $1.low && $1.low <= $1.high ? 1 : $0 * 0 }
        case .price, .firstPrice: nil
        }
    }

    /// What comes of the price and the range of each slot, which has to be NaN for a price of NaN.
    ///
    /// `isWide`: whether the hour that a span cuts counts as a whole, which makes moves larger.
    @inline(__always) private func column(
        _ span: AlertSpan, isWide: Bool = true, _ value: (Double, AlertRange) -> Double
    ) -> [Double] {
        let ranges = ranges(span)
        if isWide, span.minutes > Hour.minutes {
            return prices.indices.map { slot in
                var range = ranges.range(of: slot)
                range.add(cutRange(of: slot, span))
                return value(prices[slot], range)
            }
        }
        return ranges.values(of: prices, value)
    }
}

extension RangeColumns {
    /// What comes of the price and the range of each slot, in a loop of which the compiler makes
    /// vectors.
    @inline(__always) fileprivate func values(
        of prices: [Double], _ value: (Double, AlertRange) -> Double
    ) -> [Double] {
        let slots = min(prices.count, lows.count)
        let known = unsafe [Double](unsafeUninitializedCapacity: slots) { values, count in
            let (prices, lows, highs) = (prices.span, lows.span, highs.span)
            for slot in 0..<slots {
                unsafe values[slot] = value(
                    prices[slot], AlertRange(low: lows[slot], high: highs[slot]))
            }
            count = slots
        }
        return known + prices[slots...].map { value($0, AlertRange()) }
    }
}
