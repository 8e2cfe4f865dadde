package import TrackerEngine

/// Pairs with a star, and groups of pairs by name: each in the order in which they were added.
///
/// The text has a line a pair; a group begins with its name:
///
///     kraken:btcusd
///     [majors]
///     kraken:ethusd
///
/// Blank lines and what stands behind `#` say nothing.
package struct Favourites: Hashable, Sendable {
    private(set) var starred: [Instrument]
    private(set) var groups: [Group]

    struct Group: Hashable, Sendable {
        let name: String
        var pairs: [Instrument]
    }

    /// The most that are kept: a file may hold anything.
    package static let most = 2000
    static let longestName = 24

    package init() { self.init(starred: [], groups: []) }

    init(starred: [Instrument], groups: [Group]) {
        self.starred = starred
        self.groups = groups
    }

    package var isEmpty: Bool { starred.isEmpty && groups.isEmpty }

    /// Whether no more are taken.
    var isFull: Bool { count >= Self.most }

    /// The number of pairs with a star or a group, those of several counted so often.
    package var count: Int { starred.count + groups.reduce(0) { $0 + $1.pairs.count } }

    func isStarred(_ instrument: Instrument) -> Bool { starred.contains(instrument) }

    /// Whether it has a star or is in a group.
    func holds(_ instrument: Instrument) -> Bool {
        isStarred(instrument) || groups.contains { $0.pairs.contains(instrument) }
    }

    /// The pairs of a listing; `nil` for a market, and for a group that does not exist.
    func pairs(of listing: Listing) -> [Instrument]? {
        switch listing {
        case .starred: starred
        case .group(let name): groups.first { $0.name == name }?.pairs
        case .market: nil
        }
    }

    /// The listings that there is something in.
    var listings: [Listing] {
        (starred.isEmpty ? [] : [.starred]) + groups.map { .group($0.name) }
    }

    /// - Returns: whether it has a star now: `nil` where there is no room for it.
    @discardableResult
    mutating func toggle(_ instrument: Instrument) -> Bool? {
        guard let place = starred.firstIndex(of: instrument) else {
            guard !isFull else { return nil }
            starred.append(instrument)
            return true
        }
        starred.remove(at: place)
        return false
    }

    /// Puts a pair into a group, or takes it out of it; an empty group is none.
    ///
    /// - Returns: whether it is in the group now: `nil` where there is no room for it.
    @discardableResult
    mutating func toggle(_ instrument: Instrument, in name: String) -> Bool? {
        guard let place = groups.firstIndex(where: { $0.name == name }) else {
            guard !isFull else { return nil }
            groups.append(Group(name: name, pairs: [instrument]))
            return true
        }
        if let row = groups[place].pairs.firstIndex(of: instrument) {
            groups[place].pairs.remove(at: row)
            if groups[place].pairs.isEmpty { groups.remove(at: place) }
            return false
        }
        guard !isFull else { return nil }
        groups[place].pairs.append(instrument)
        return true
    }

    /// A group's name as it can be kept: `nil` for one that cannot.
    static func groupName(_ text: String) -> String? {
        let name = text.trimmed
        let isPlain = name.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0 != "]" && $0 != "[" }
        return !name.isEmpty && name.count <= longestName && isPlain ? name : nil
    }

    /// Whether a line of a file can name it.
    static func canKeep(_ instrument: Instrument) -> Bool { line(instrument) != nil }

    /// The lists that rules of alerts may name.
    package var lists: AlertScope.Lists {
        AlertScope.Lists(
            favourites: starred,
            groups: Dictionary(
                groups.map { ($0.name, $0.pairs) }, uniquingKeysWith: { first, _ in first }))
    }

    /// The same with other names of markets in place of those that they stand for.
    package func naming(_ names: (Market) -> Market?) -> Favourites {
        var renamed = self
        func named(_ instrument: Instrument) -> Instrument {
            Instrument(market: names(instrument.market) ?? instrument.market, pair: instrument.pair)
        }
        renamed.starred = starred.map(named)
        renamed.groups = groups.map { Group(name: $0.name, pairs: $0.pairs.map(named)) }
        return renamed
    }
}
