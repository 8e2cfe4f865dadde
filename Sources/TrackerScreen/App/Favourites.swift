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
    private(set) var starred: [Instrument] = []
    private(set) var groups: [Group] = []

    struct Group: Hashable, Sendable {
        let name: String
        var pairs: [Instrument]
    }

    /// The most that are kept: a file may hold anything.
    static let most = 2000
    static let longestName = 24

    package init() {}

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

// MARK: - Text

extension Favourites {
    /// A line that says nothing that could be understood.
    package struct Fault: Hashable, Sendable {
        /// The number of the line, from 1.
        package let line: Int
        package let text: String
    }

    /// What a text says, and what is left out of it.
    package struct Reading: Hashable, Sendable {
        package var favourites = Favourites()
        /// What could not be understood.
        package var faults: [Fault] = []
        /// How many pairs there was no room for.
        package var surplus = 0
    }

    /// Reads a text; what cannot be understood is left out, and told.
    ///
    /// A list of TradingView is one too: commas separate its pairs, and `###NAME` begins a group.
    package static func read(_ text: String) -> Reading {
        var reading = Reading()
        var group: String?
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (number, line) in lines.enumerated() {
            for entry in entries(of: number == 0 ? line.drop { $0 == "\u{FEFF}" } : line) {
                switch entry {
                case .group(let name): group = name
                case .pair(let instrument):
                    if !reading.favourites.add(instrument, to: group) { reading.surplus += 1 }
                case .fault(let text):
                    reading.faults.append(Fault(line: number + 1, text: text.plain(upTo: 64)))
                }
            }
        }
        return reading
    }

    /// A part of a line.
    private enum Entry {
        case group(String)
        case pair(Instrument)
        case fault(String)
    }

    private static func entries(of line: Substring) -> [Entry] {
        let line = String(line).trimmed
        // To the letter: whatever stands in the names.
        if let instrument = try? Instrument(key: line) { return [.pair(instrument)] }
        return withoutComment(line).split(separator: ",").compactMap { part in
            let part = String(part).trimmed
            if part.isEmpty { return nil }
            let name =
                part.hasPrefix("[") && part.hasSuffix("]")
                ? String(part.dropFirst().dropLast())
                : part.hasPrefix(section) ? String(part.dropFirst(section.count)) : nil
            if let name = name.flatMap(groupName) { return .group(name) }
            return written(part).map { .pair($0) } ?? .fault(part)
        }
    }

    /// What begins a group in a list of TradingView.
    private static let section = "###"

    private static func withoutComment(_ line: String) -> Substring {
        var before: Character = " "
        for place in line.indices {
            let rest = line[place...]
            if before.isWhitespace, rest.hasPrefix("#"), !rest.hasPrefix(section) {
                return line[..<place]
            }
            before = line[place]
        }
        return line[...]
    }

    package var text: String {
        var lines = starred.compactMap(Self.line)
        for group in groups {
            lines.append("[\(group.name)]")
            lines += group.pairs.compactMap(Self.line)
        }
        return lines.map { $0 + "\n" }.joined()
    }

    /// Adds those of another, after these.
    ///
    /// - Returns: how many there was no room for.
    package mutating func add(_ other: Favourites) -> Int {
        var surplus = 0
        for instrument in other.starred where !add(instrument, to: nil) { surplus += 1 }
        for group in other.groups {
            for instrument in group.pairs where !add(instrument, to: group.name) { surplus += 1 }
        }
        return surplus
    }

    /// - Returns: whether it is there now.
    private mutating func add(_ instrument: Instrument, to group: String?) -> Bool {
        guard let group else {
            return starred.contains(instrument) || toggle(instrument) == true
        }
        let pairs = groups.first { $0.name == group }?.pairs ?? []
        return pairs.contains(instrument) || toggle(instrument, in: group) == true
    }

    /// `nil` for names that would become something else in a file.
    ///
    /// A pair whose name could be read as something else is written as a key of the feed, which is
    /// read to the letter.
    private static func line(_ instrument: Instrument) -> String? {
        let name = "\(instrument.market.name):\(instrument.pair.name)"
        for line in [name, "market:\(name)"] {
            let isPlain = line.unicodeScalars.allSatisfy { scalar in
                scalar == " "
                    || !scalar.properties.isWhitespace
                        && scalar.properties.generalCategory != .control
            }
            guard isPlain else { return nil }
            if case .pair(instrument)? = entries(of: line[...]).first { return line }
        }
        return nil
    }

    /// `kraken:btcusd`, `KRAKEN:BTC/USD`.
    ///
    /// - Returns: `nil` also for TradingView's perpetual contracts, `BINANCE:BTCUSDT.P`, which no
    ///   market here has.
    private static func written(_ entry: String) -> Instrument? {
        guard let found = try? Instrument(key: "market:\(entry)"), !entry.hasSuffix(".P") else {
            return nil
        }
        return found.meant()
    }
}

extension String {
    /// Without blanks at its ends.
    fileprivate var trimmed: String {
        let start = drop { $0.isWhitespace }
        return String(start.reversed().drop { $0.isWhitespace }.reversed())
    }
}
