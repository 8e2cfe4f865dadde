/// Tells minutes of a day at which a rule cannot be true, without looking at it: a back-test of all
/// pairs is made of such minutes.
struct AlertSieve {
    private enum Mesh {
        /// Every minute has to be looked at.
        case none
        /// A level that the price has to be beyond.
        case level(PairCondition.Comparison, Double)
        /// Whether the prices of two neighbouring blocks of minutes lie far enough apart, by the
        /// second one.
        case blocks([Bool], minutes: Int)
    }

    private let mesh: Mesh
    private let amounts: [Double]

    init(_ timing: AlertTiming, _ amounts: [Double]) {
        self.amounts = amounts
        guard timing.step == nil, timing.conditions.count == 1,
            case .compare(let figure, let comparison, let limit) = timing.subject
        else {
            mesh = .none
            return
        }
        switch figure {
        case .last: mesh = .level(comparison, limit)
        case .up(let span), .down(let span), .move(let span):
            mesh = .blocks(
                Self.blocks(of: span.minutes, amounts, limit: limit), minutes: span.minutes)
        default: mesh = .none
        }
    }

    func mayHold(at index: Int) -> Bool {
        switch mesh {
        case .none: true
        case .level(let comparison, let limit): comparison.holds(amounts[index], limit)
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
