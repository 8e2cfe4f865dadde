/// The pairs and markets that an alert rule is about, as they are written.
///
///     kraken:btcusd   kraken:*usd   *:btcusd   kraken   *   favourites   group:majors
public struct AlertScope: Hashable, Sendable {
    /// In the order in which they are written; at least one.
    public let parts: [Part]

    public enum Part: Hashable, Sendable {
        case pair(Instrument)
        /// Patterns of a market's name and a pair's; a market alone stands for all of its pairs.
        case glob(market: AlertGlob, pair: AlertGlob)
        case favourites
        case group(String)
    }

    public init(_ parts: [Part]) { self.parts = parts }

    /// The lists of pairs that rules may name, which change while a rule stays.
    public struct Lists: Hashable, Sendable {
        public var favourites: [Instrument]
        /// By the name of the group.
        public var groups: [String: [Instrument]]

        public init(favourites: [Instrument] = [], groups: [String: [Instrument]] = [:]) {
            self.favourites = favourites
            self.groups = groups
        }
    }

    /// The pairs that are named, also by lists, each once, in the order of the parts.
    public func named(_ lists: Lists) -> [Instrument] {
        var seen: Set<Instrument> = []
        return parts.flatMap { part -> [Instrument] in
            switch part {
            case .pair(let instrument): [instrument]
            case .favourites: lists.favourites
            case .group(let name): lists.groups[name] ?? []
            case .glob: []
            }
        }.filter { seen.insert($0).inserted }
    }

    /// The patterns of pairs of a market; none where no pattern has the market.
    public func globs(of market: Market) -> [AlertGlob] {
        parts.compactMap { part in
            if case .glob(let markets, let pair) = part, markets.matches(market.name) {
                pair
            } else {
                nil
            }
        }
    }

    /// Whether a pattern holds an instrument; pairs that are named do not count.
    public func globHolds(_ instrument: Instrument) -> Bool {
        globs(of: instrument.market).contains { $0.matches(instrument.pair.name) }
    }

    /// Whether it has patterns.
    public var hasGlobs: Bool { parts.contains { if case .glob = $0 { true } else { false } } }

    /// Whether it is about all markets.
    var isEverything: Bool {
        parts.contains { part in
            if case .glob(let market, let pair) = part {
                market.isEverything && pair.isEverything
            } else {
                false
            }
        }
    }
}

/// A pattern of a name, in which `*` stands for any number of characters.
public struct AlertGlob: Hashable, Sendable {
    /// In lower case.
    public let text: String
    /// The bytes between the stars; the first one has to stand at the start, the last at the end.
    private let pieces: [[UInt8]]

    public init(_ text: String) {
        self.text = text
        pieces = text.utf8.split(separator: UInt8(ascii: "*"), omittingEmptySubsequences: false)
            .map(Array.init)
    }

    public static func == (left: AlertGlob, right: AlertGlob) -> Bool { left.text == right.text }

    public func hash(into hasher: inout Hasher) { hasher.combine(text) }

    /// Whether every name matches.
    public var isEverything: Bool { pieces.count > 1 && pieces.allSatisfy(\.isEmpty) }

    /// Cost: O(name × pattern) at the worst; a star takes as little as it can.
    public func matches(_ name: String) -> Bool {
        guard let first = pieces.first, let last = pieces.last, pieces.count > 1 else {
            return name == text
        }
        var rest = Array(name.utf8)[...]
        guard rest.starts(with: first) else { return false }
        rest = rest.dropFirst(first.count)
        guard rest.count >= last.count, rest.suffix(last.count).elementsEqual(last) else {
            return false
        }
        rest = rest.dropLast(last.count)
        for piece in pieces.dropFirst().dropLast() where !piece.isEmpty {
            guard let end = Self.end(of: piece, in: rest) else { return false }
            rest = rest[end...]
        }
        return true
    }

    /// Past the first place at which a piece stands.
    private static func end(of piece: [UInt8], in text: ArraySlice<UInt8>) -> Int? {
        guard text.count >= piece.count else { return nil }
        let starts = text.startIndex...(text.endIndex - piece.count)
        return starts.first { text[$0..<$0 + piece.count].elementsEqual(piece) }
            .map { $0 + piece.count }
    }
}
