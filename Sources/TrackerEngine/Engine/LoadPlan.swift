/// How far the stored day has been read, in pairs.
public struct LoadingProgress: Sendable, Hashable {
    public let read: Int
    /// All pairs that are stored; 0 while their number is not known.
    public let all: Int

    public init(read: Int, all: Int) {
        self.read = read
        self.all = all
    }
}

/// The parts in which a stored day is read: first, alone, the market that somebody looks at.
struct LoadPlan {
    /// The number of pairs in a part, at the least: enough to be quick, few enough to show something.
    static let pairs = 4000

    private var parts: [[StoredMarket]] = []
    private var read = 0
    private let all: Int

    /// `first`: the market to begin with; where it is not stored, Kraken, or the largest.
    init(_ contents: [StoredMarket], first: Market?) {
        all = contents.reduce(0) { $0 + $1.pairs }
        let wanted = [first, .kraken].compactMap(\.self)
            .compactMap { name in contents.first { $0.market == name } }.first
        guard let chosen = wanted ?? contents.max(by: { $0.pairs < $1.pairs }) else { return }
        parts = [[chosen]]
        var part: [StoredMarket] = []
        for market in contents where market != chosen {
            part.append(market)
            if Self.count(part) >= Self.pairs {
                parts.append(part)
                part = []
            }
        }
        if !part.isEmpty { parts.append(part) }
        parts.reverse()
    }

    private static func count(_ part: [StoredMarket]) -> Int { part.reduce(0) { $0 + $1.pairs } }

    /// The markets to read next, and how far the day has been read then: `nil` for all of it.
    mutating func next() -> (markets: [Market], progress: LoadingProgress?)? {
        guard let part = parts.popLast() else { return nil }
        read += Self.count(part)
        let progress = parts.isEmpty ? nil : LoadingProgress(read: read, all: all)
        return (part.map(\.market), progress)
    }
}
