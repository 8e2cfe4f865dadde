/// The slots of the newest batches: the next batch that begins with the same market most likely has
/// the same instruments in the same order.
struct BatchOrders: Sendable {
    /// By the market of the batch's first quote: each source has its own.
    private var orders: [Market: [Int]] = [:]
    private var weight = 0

    /// Empty where nothing is known.
    subscript(first: Market?) -> [Int] { first.flatMap { orders[$0] } ?? [] }

    /// Remembers a batch; `capacity`: how many slots there are.
    mutating func note(_ slots: [Int], from first: Market, capacity: Int) {
        weight += slots.count - (orders[first]?.count ?? 0)
        orders[first] = slots
        // A source whose batches begin with another market each time would leave hundreds.
        guard weight > 2 * capacity else { return }
        orders = [first: slots]
        weight = slots.count
    }

    /// Forgets the markets that are not there any more.
    mutating func keep(_ isThere: (Market) -> Bool) {
        orders = orders.filter { isThere($0.key) }
        weight = orders.values.reduce(0) { $0 + $1.count }
    }
}
