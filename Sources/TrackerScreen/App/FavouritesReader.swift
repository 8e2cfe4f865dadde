import TrackerEngine

/// Makes favourites of the entries of a text, one after the other.
struct FavouritesReader {
    private var list = FavouritesList()
    private var faults: [Favourites.Fault] = []
    private var surplus = 0
    private var group: Group = .starred
    private var entries = 0
    private let limit: Int
    /// The line from which on nothing is read; `nil` until then.
    private(set) var end: Int?

    /// Where the next pairs belong.
    private enum Group {
        case starred
        case named(String)
        /// Below a heading that is none: they belong nowhere.
        case lost(fault: Int)
    }

    /// `limit`: the most entries that are read.
    init(limit: Int) { self.limit = limit }

    /// What has been read so far.
    var reading: Favourites.Reading {
        Favourites.Reading(
            favourites: list.favourites, faults: faults, surplus: surplus, end: end)
    }

    /// Reads the entries of a line; `number`: of the line, from 1.
    mutating func read(_ new: [Favourites.Entry], of number: Int) {
        for entry in new {
            guard entries < limit else {
                end = number
                return
            }
            entries += 1
            read(entry, of: number)
        }
    }

    private mutating func read(_ entry: Favourites.Entry, of number: Int) {
        switch entry {
        case .group(let name): group = .named(name)
        case .badGroup(let text):
            group = .lost(fault: faults.count)
            faults.append(Favourites.Fault(line: number, text: text.plain(upTo: 64), pairs: 0))
        case .pair(let instrument): add(instrument)
        case .fault(let text):
            faults.append(Favourites.Fault(line: number, text: text.plain(upTo: 64)))
        }
    }

    private mutating func add(_ instrument: Instrument) {
        let isThere: Bool
        switch group {
        case .starred: isThere = list.add(instrument, to: nil)
        case .named(let name): isThere = list.add(instrument, to: name)
        case .lost(let fault):
            faults[fault].pairs = (faults[fault].pairs ?? 0) + 1
            return
        }
        if !isThere { surplus += 1 }
    }
}

/// Favourites that grow: what is there already is found at once, however many there are.
struct FavouritesList {
    private var starred: [Instrument]
    private var groups: [Favourites.Group]
    private var stars: Set<Instrument>
    /// By the name of a group: its place, and what is in it.
    private var members: [String: (place: Int, pairs: Set<Instrument>)] = [:]
    private var count: Int

    init(_ favourites: Favourites = Favourites()) {
        starred = favourites.starred
        groups = favourites.groups
        stars = Set(starred)
        count = favourites.count
        for (place, group) in groups.enumerated() {
            members[group.name] = (place, Set(group.pairs))
        }
    }

    var favourites: Favourites { Favourites(starred: starred, groups: groups) }

    /// Adds a pair at the end of a group; `nil`: of those with a star.
    ///
    /// - Returns: whether it is there now: not if there is no room for it.
    mutating func add(_ instrument: Instrument, to group: String?) -> Bool {
        let isNew = group.map { members[$0]?.pairs.contains(instrument) != true }
        guard isNew ?? !stars.contains(instrument) else { return true }
        guard count < Favourites.most else { return false }
        count += 1
        guard let group else {
            stars.insert(instrument)
            starred.append(instrument)
            return true
        }
        let place = members[group]?.place ?? groups.count
        if place == groups.count { groups.append(Favourites.Group(name: group, pairs: [])) }
        groups[place].pairs.append(instrument)
        members[group, default: (place, [])].pairs.insert(instrument)
        return true
    }
}

extension Favourites {
    /// Adds those of another, after these.
    ///
    /// - Returns: how many there was no room for.
    package mutating func add(_ other: Favourites) -> Int {
        var list = FavouritesList(self)
        var surplus = 0
        for instrument in other.starred where !list.add(instrument, to: nil) { surplus += 1 }
        for group in other.groups {
            for instrument in group.pairs where !list.add(instrument, to: group.name) {
                surplus += 1
            }
        }
        self = list.favourites
        return surplus
    }
}
