/// Minute prices, oldest first, as runs of minutes with one price.
///
/// Most minutes leave a price as it is: a day has a quarter as many runs as minutes, and what is
/// summed over a day is summed over its runs, each with its length.
///
/// Safe to use inside of `withRoom`, which has the memory.
@safe struct PriceRuns {
    /// A price for each run; one element before the first and `padding` past the last can be read.
    private let prices: UnsafeMutablePointer<Double>
    /// The number of minutes of each run, at least 1.
    private let lengths: UnsafeMutablePointer<Double>
    /// 1 where the minute before the run has a price, 0 where it has none.
    private let links: UnsafeMutablePointer<Double>
    private(set) var count = 0
    private let capacity: Int
    /// Whether the newest minute that was appended has a price.
    private var isLinked = false

    /// The number of elements past the last run that can be read: price of the first run, length 0,
    /// no link.
    static let padding = 4

    private init(_ base: UnsafeMutablePointer<Double>, capacity: Int) {
        let room = capacity + Self.padding + 1
        unsafe base[0] = .nan
        unsafe prices = base + 1
        unsafe lengths = base + room
        unsafe links = base + 2 * room
        self.capacity = capacity
    }

    /// Gives `body` room for a number of minutes, for the time of the call.
    @inline(__always) static func withRoom<R>(
        minutes: Int, _ body: (inout PriceRuns) -> R
    ) -> R {
        let room = 3 * (minutes + padding + 1)
        return unsafe withUnsafeTemporaryAllocation(of: Double.self, capacity: room) {
            guard let base = $0.baseAddress else { preconditionFailure() }
            var runs = unsafe PriceRuns(base, capacity: minutes)
            return body(&runs)
        }
    }

    /// Forgets all runs; the room is used again.
    mutating func removeAll() {
        count = 0
        isLinked = false
    }

    /// Appends a minute; NaN for a hole.
    @inline(__always) mutating func append(_ amount: Double) {
        guard !amount.isNaN else { return isLinked = false }
        if isLinked, unsafe prices[count - 1] == amount {
            unsafe lengths[count - 1] += 1
        } else {
            add(amount, 1)
        }
        isLinked = true
    }

    /// Appends minutes without a price.
    mutating func appendHole() { isLinked = false }

    /// Appends an hour: bit i of the masks stands for its minute i.
    ///
    /// `amounts`: the price of the first minute that has one, then one for each further minute in
    /// `changed`.
    @inline(__always) mutating func append(
        _ amounts: UnsafePointer<Double>, changed: UInt64, present: UInt64
    ) {
        let every: UInt64 = (1 << 60) - 1
        guard present != every else { return unsafe append(amounts, changed: changed) }
        let first = present & (0 &- present)
        let changed = changed & ~first
        // A run begins where the price changes and after each hole.
        var starts = changed | present & ~(present << 1)
        let ends = starts | ~present & every | 1 << 60
        isLinked = isLinked && present & 1 == 1
        var place = 0
        while starts != 0 {
            let start = starts & (0 &- starts)
            starts &= starts &- 1
            place &+= changed & start == 0 ? 0 : 1
            isLinked = start == 1 ? isLinked : present & (start >> 1) != 0
            let next = ends & ~(start | (start &- 1))
            let length = next.trailingZeroBitCount &- start.trailingZeroBitCount
            unsafe add(amounts[place], Double(length))
        }
        isLinked = present >> 59 & 1 == 1
    }

    /// Appends an hour without holes, as nearly all are: a run for each price.
    @inline(__always) private mutating func append(
        _ amounts: UnsafePointer<Double>, changed: UInt64
    ) {
        var starts = changed & ~1
        let new = starts.nonzeroBitCount + 1
        precondition(count + new <= capacity)
        unsafe (prices + count).update(from: amounts, count: new)
        unsafe (links + count).update(repeating: 1, count: new)
        if !isLinked { unsafe links[count] = 0 }
        var start = 0
        while starts != 0 {
            let next = starts.trailingZeroBitCount
            starts &= starts &- 1
            unsafe lengths[count] = Double(next &- start)
            start = next
            count &+= 1
        }
        unsafe lengths[count] = Double(60 &- start)
        count &+= 1
        isLinked = true
    }

    @inline(__always) private mutating func add(_ amount: Double, _ length: Double) {
        precondition(count < capacity)
        unsafe prices[count] = amount
        unsafe lengths[count] = length
        unsafe links[count] = isLinked ? 1 : 0
        count &+= 1
    }
}

// MARK: - Reading

extension PriceRuns {
    typealias Lanes = SIMD4<Double>

    /// The places of every fourth run, for the members that read four at a time, after `pad()`.
    ///
    /// A sum in one variable takes the latency of an addition for each run; four sums beside one
    /// another take a quarter of that.
    var places: some Sequence<Int> { stride(from: 0, to: count, by: Lanes.scalarCount) }

    /// The prices of four runs.
    @inline(__always) func prices(at place: Int) -> Lanes { unsafe Self.lanes(prices + place) }

    /// The number of minutes of each of four runs.
    @inline(__always) func lengths(at place: Int) -> Lanes { unsafe Self.lanes(lengths + place) }

    /// 1 where the minute before the run has a price, 0 where it has none.
    @inline(__always) func links(at place: Int) -> Lanes { unsafe Self.lanes(links + place) }

    /// The prices of the four runs that each begin one earlier.
    @inline(__always) func prices(before place: Int) -> Lanes {
        unsafe Self.lanes(prices + place - 1)
    }

    @inline(__always) private static func lanes(_ base: UnsafeMutablePointer<Double>) -> Lanes {
        unsafe UnsafeRawPointer(base).loadUnaligned(as: Lanes.self)
    }

    /// Fills the elements past the last run, so that a sum over four at a time may include them.
    mutating func pad() {
        guard count > 0 else { return }
        for place in count..<count + Self.padding {
            unsafe prices[place] = prices[0]
            unsafe lengths[place] = 0
            unsafe links[place] = 0
        }
    }

    /// The price of a run.
    subscript(run: Int) -> Double {
        precondition(run < count)
        return unsafe prices[run]
    }
}
