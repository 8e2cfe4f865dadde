// Brings the maths library along, which the square root of a Double calls.
import Glibc

/// A random walk that can be entered at any minute, with calm and wild stretches.
///
/// Brownian motion by midpoint displacement (Lévy), run on a clock that is itself random: each half
/// of an interval gets its own share of the interval's variance, down to the minute, which is
/// Mandelbrot's multifractal model of asset returns (Mandelbrot, Fisher, Calvet 1997). The
/// variance over a day is 1 on the average. Every 8,192 minutes it starts from a fresh point near
/// 0, so that it stays within about ±6 for ever.
struct Walk {
    /// The key of the walk's own sequence of chances.
    let key: UInt64

    /// The minutes between the points that depend on nothing: 2^13.
    private static let rootLevel = 13
    /// The spread of the walk over 2^13 minutes: √(8192 / 1440).
    private static let rootSpread = 2.385_139_1
    /// The spread of a point, such that the distance between two of them has the spread above.
    private static let pointSpread = 1.686_548_1

    /// The values of some minutes, one each.
    ///
    /// Cost: a hash each, 5 to 10 ns.
    func values(from first: Int, count: Int) -> [Double] {
        precondition(count > 0)
        let last = max(first + count - 1, first + 1)
        var stage = Stage(room: last - first + 4)
        var finer = stage
        let root = first >> Self.rootLevel
        let end = -(-last >> Self.rootLevel)
        for point in root...end {
            stage.points[point - root + 1] =
                Self.pointSpread * Chance.normal(Chance.bits(key, point))
            stage.spreads[point - root + 1] = Self.rootSpread
        }
        for level in (0..<Self.rootLevel).reversed() {
            let levelKey = Chance.bits(key, -1 - level)
            let (low, high) = (first >> level, -(-last >> level))
            stage.split(into: &finer, low: low, high: high, key: levelKey)
            swap(&stage, &finer)
        }
        return Array(stage.points[1...count])
    }
}

/// The points of a walk at one spacing; point n of the range from `low` is element n - low + 1.
private struct Stage {
    var points: [Double]
    /// The standard deviation of the walk across the interval from each point to the next.
    var spreads: [Double]

    init(room: Int) {
        points = [Double](repeating: 0, count: room)
        spreads = [Double](repeating: 0, count: room)
    }

    /// Halves the intervals: what comes out has the points `low` to `high` of the finer spacing,
    /// and one more on either side that may be anything.
    func split(into finer: inout Stage, low: Int, high: Int, key: UInt64) {
        let splits = Split.all
        let (first, end) = (low >> 1, -(-high >> 1))
        var left = points[1]
        for parent in first..<end {
            let right = points[parent - first + 2]
            let spread = spreads[parent - first + 1]
            let bits = Chance.bits(key, parent)
            let split = splits[Int(truncatingIfNeeded: bits & 15)]
            let place = 2 * parent - low + 1
            finer.points[place] = left
            finer.points[place + 1] =
                left + (right - left) * split.earlier + spread * split.middle * Chance.normal(bits)
            finer.spreads[place] = spread * split.left
            finer.spreads[place + 1] = spread * split.right
            left = right
        }
        finer.points[2 * end - low + 1] = left
    }
}

/// One way in which the halves of an interval share its variance.
private struct Split {
    /// The left half's share of the variance.
    let earlier: Double
    /// The deviation of the middle from its mean, for an interval of spread 1: a bridge's.
    let middle: Double
    /// The spreads of the halves, for an interval of spread 1.
    let left: Double
    let right: Double

    init(earlier: Double) {
        self.earlier = earlier
        middle = (earlier * (1 - earlier)).squareRoot()
        left = earlier.squareRoot()
        right = (1 - earlier).squareRoot()
    }

    /// Sixteen ways, from 24 % to 76 % for the left half.
    static let all = (0..<16).map { Split(earlier: 0.24 + Double($0) * (0.52 / 15)) }
}
