/// Tells minutes of a day at which a rule cannot be true, without looking at it: a back-test of all
/// pairs is made of such minutes.
struct AlertSieve {
    private enum Mesh {
        /// Every minute has to be looked at.
        case none
        /// A level that the price has to be beyond.
        case level(PairCondition.Comparison, Double)
        /// The price has to be above (below) all others of the span before it.
        case extreme(AlertExtreme, [AlertRange])
        /// Whether the prices of two neighbouring blocks of minutes lie far enough apart, by the
        /// second one.
        case blocks([Bool], minutes: Int)
    }

    private let mesh: Mesh
    private let amounts: [Double]

    init(_ timing: AlertTiming, _ past: SeriesPast) {
        amounts = past.amounts
        mesh = timing.step == nil && timing.conditions.count == 1 ? Self.mesh(timing, past) : .none
    }

    private static func mesh(_ timing: AlertTiming, _ past: SeriesPast) -> Mesh {
        switch timing.subject {
        case .extreme(let side, let span):
            return past.ranges(span).map { .extreme(side, $0) } ?? .none
        case .compare(.last, let comparison, let limit): return .level(comparison, limit)
        case .compare(let figure, let comparison, let limit):
            guard let span = figure.span, limit > 0,
                comparison == .above || comparison == .atLeast
            else { return .none }
            if case .unusual = figure {
                // Below a move of 0.5 % it is 0; its beginning may lie 5 minutes further back.
                let minutes = span.minutes + 5
                let blocks = blocks(of: minutes, past.amounts, limit: 0.49)
                return .blocks(blocks, minutes: minutes)
            }
            let blocks = blocks(of: span.minutes, past.amounts, limit: limit)
            return .blocks(blocks, minutes: span.minutes)
        default: return .none
        }
    }

    func mayHold(at index: Int) -> Bool {
        switch mesh {
        case .none: true
        case .level(let comparison, let limit): comparison.holds(amounts[index], limit)
        case .extreme(.high, let ranges): amounts[index] > ranges[index].high
        case .extreme(.low, let ranges): amounts[index] < ranges[index].low
        case .blocks(let blocks, let minutes): blocks[index / minutes]
        }
    }

    /// A span that ends in a block begins in the one before it: a move over it is no larger than the
    /// range of both.
    private static func blocks(of minutes: Int, _ amounts: [Double], limit: Double) -> [Bool] {
        var last = AlertRange()
        return stride(from: 0, to: amounts.count, by: minutes).map { start in
            var range = AlertRange()
            for price in amounts[start..<min(start + minutes, amounts.count)] { range.add(price) }
            var both = range
            both.add(last)
            last = range
            // A little less than the limit: what is rounded must not be lost.
            return !both.isEmpty && (both.high / both.low - 1) * 100 >= limit * (1 - 1e-9)
        }
    }
}
