import TrackerEngine

extension Favourites {
    /// A line that says nothing that could be understood.
    package struct Fault: Hashable, Sendable {
        /// The number of the line, from 1.
        package let line: Int
        package let text: String
        /// How many pairs of a group are left out, because this was to be its name; `nil` for any
        /// other line.
        package var pairs: Int?

        /// What it should have been, and that it is left out.
        package var words: String {
            guard let pairs else { return "not MARKET:PAIR, left out: \(text)" }
            let count = pairs == 1 ? "1 pair" : "\(pairs) pairs"
            return "not a name of a group, left out with its \(count): \(text)"
        }
    }

    /// What a text says, and what is left out of it.
    package struct Reading: Hashable, Sendable {
        package var favourites = Favourites()
        /// What could not be understood.
        package var faults: [Fault] = []
        /// How many pairs there was no room for.
        package var surplus = 0
        /// The line from which on nothing was read; `nil` if all was.
        package var end: Int?
    }

    /// The most entries of a text that are read: ten times what can be kept.
    package static let mostRead = 10 * most

    /// Reads a text; what cannot be understood is left out, and told.
    ///
    /// A list of TradingView is one too: commas separate its pairs, and `###NAME` begins a group.
    /// After `limit` entries nothing is read any more. Cost: about 10 µs an entry.
    package static func read(_ text: String, upTo limit: Int = mostRead) -> Reading {
        var reader = FavouritesReader(limit: limit)
        var rest = text[...]
        if rest.first == "\u{FEFF}" { rest.removeFirst() }
        var line = 1
        while !rest.isEmpty, reader.end == nil {
            let end = rest.firstIndex(where: \.isNewline) ?? rest.endIndex
            reader.read(entries(of: rest[..<end]), of: line)
            rest = end == rest.endIndex ? "" : rest[rest.index(after: end)...]
            line += 1
        }
        return reader.reading
    }

    /// A part of a line.
    enum Entry {
        case group(String)
        /// A heading whose name is none.
        case badGroup(String)
        case pair(Instrument)
        case fault(String)
    }

    private static func entries(of line: Substring) -> [Entry] {
        let line = String(line).trimmed
        // To the letter: whatever stands in the names.
        if let instrument = try? Instrument(key: line) { return [.pair(instrument)] }
        if let name = bracketed(line).flatMap(groupName) { return [.group(name)] }
        return withoutComment(line).split(separator: ",").compactMap { part in
            let part = String(part).trimmed
            if part.isEmpty { return nil }
            if let name = bracketed(part) ?? titled(part) {
                return groupName(name).map { .group($0) } ?? .badGroup(part)
            }
            if let pair = written(part) { return .pair(pair) }
            return part.hasPrefix("[") ? .badGroup(part) : .fault(part)
        }
    }

    private static func bracketed(_ text: String) -> String? {
        text.hasPrefix("[") && text.hasSuffix("]") ? String(text.dropFirst().dropLast()) : nil
    }

    private static func titled(_ text: String) -> String? {
        text.hasPrefix(section) ? String(text.dropFirst(section.count)) : nil
    }

    /// What begins a group in a list of TradingView.
    private static let section = "###"

    private static func withoutComment(_ line: String) -> Substring {
        var before: Character = " "
        for place in line.indices {
            let rest = line[place...]
            let isMark = rest.hasPrefix("#") && !rest.hasPrefix(section) || rest.hasPrefix(";")
            if before.isWhitespace, isMark { return line[..<place] }
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

    /// `nil` for names that would become something else in a file.
    ///
    /// A pair whose name could be read as something else is written as a key of the feed, which is
    /// read to the letter.
    static func line(_ instrument: Instrument) -> String? {
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
    var trimmed: String {
        let start = drop { $0.isWhitespace }
        return String(start.reversed().drop { $0.isWhitespace }.reversed())
    }
}
