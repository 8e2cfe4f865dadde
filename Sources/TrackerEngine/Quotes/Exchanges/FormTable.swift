/// Why a text is no list of exchanges: what is wrong, and where.
public enum ExchangesError: Error, Hashable, Sendable {
    /// `place`: "line 3, column 5"; `nil` where it is not at one place.
    case unreadable(place: String?, words: String)
}

extension ExchangesError: CustomStringConvertible {
    /// One line, that goes on after the name of the file.
    public var description: String {
        switch self {
        case .unreadable(let place?, let words): "\(place): \(words)"
        case .unreadable(nil, let words): words
        }
    }

    init(_ error: TOMLError) {
        self = .unreadable(place: error.place.map { "\($0)" }, words: error.words)
    }

    init(_ place: TOML.Place, _ words: String) {
        self = .unreadable(place: "\(place)", words: words)
    }
}

/// A table of a TOML file whose keys are known: each is asked for once, and what is left is wrong.
struct FormTable {
    let place: TOML.Place
    /// The thing that it describes, for messages: `exchange "kraken"`.
    var what: String
    private let members: [TOML.Member]
    private var asked: [String] = []

    init(_ value: TOML, _ what: String) throws(ExchangesError) {
        guard case .table(let members) = value.value else {
            throw ExchangesError(value.place, "\(what) must be a table")
        }
        place = value.place
        self.what = what
        self.members = members
    }

    /// - Throws: where a key is left that nobody asked for.
    func finish() throws(ExchangesError) {
        guard let member = members.first(where: { !asked.contains($0.key) }) else { return }
        throw ExchangesError(
            member.keyPlace,
            "\(what) has no key \"\(member.key.plain(upTo: 40))\"; the keys are "
                + asked.joined(separator: ", "))
    }

    /// The value of a key, `nil` where it is not there.
    mutating func value(_ key: String) -> TOML? {
        if !asked.contains(key) { asked.append(key) }
        return members.first { $0.key == key }?.value
    }

    /// The error that a key is missing.
    func missing(_ key: String) -> ExchangesError {
        ExchangesError(place, "\(what) needs a key \"\(key)\"")
    }

    /// The error that a value is not what it must be.
    func wrong(_ value: TOML, _ key: String, _ expected: String) -> ExchangesError {
        ExchangesError(value.place, "\(key) of \(what) must be \(expected)")
    }
}

// MARK: - Values

extension FormTable {
    mutating func text(_ key: String) throws(ExchangesError) -> String? {
        guard let value = value(key) else { return nil }
        guard case .text(let text) = value.value else { throw wrong(value, key, "a string") }
        guard text.utf8.count <= 2000 else {
            throw wrong(value, key, "a string of at most 2,000 bytes: it has \(text.utf8.count)")
        }
        return text
    }

    /// A text, made into something else by `make`; `expected` is what it must be, in words.
    mutating func needed<Value>(
        _ key: String, _ expected: @autoclosure () -> String, _ make: (String) -> Value?
    ) throws(ExchangesError) -> Value {
        guard let value = value(key) else { throw missing(key) }
        guard case .text(let text) = value.value, let made = make(text) else {
            throw wrong(value, key, expected())
        }
        return made
    }

    /// Reads like `needed`, but gives `nil` if the key is not there.
    mutating func optional<Value>(
        _ key: String, _ expected: String, _ make: (String) -> Value?
    ) throws(ExchangesError) -> Value? {
        value(key) == nil ? nil : try needed(key, expected, make)
    }

    /// A text or a list of texts; none where the key is not there.
    ///
    /// `expected` is what each must be, in words, if `isFine` refuses one.
    mutating func texts(
        _ key: String, _ expected: String = "a string or a list of strings",
        _ isFine: (String) -> Bool = { _ in true }
    ) throws(ExchangesError) -> [String] {
        guard let value = value(key) else { return [] }
        return try texts(value, key, expected, isFine).map(\.text)
    }

    /// Gives the texts of `texts` and where each stands.
    mutating func placedTexts(
        _ key: String
    ) throws(ExchangesError) -> [(text: String, place: TOML.Place)] {
        guard let value = value(key) else { return [] }
        return try texts(value, key, "", { _ in true })
    }

    private func texts(
        _ value: TOML, _ key: String, _ expected: String, _ isFine: (String) -> Bool
    ) throws(ExchangesError) -> [(text: String, place: TOML.Place)] {
        if let text = Self.scalar(value) {
            guard isFine(text) else { throw wrong(value, key, expected) }
            return [(text, value.place)]
        }
        guard case .list(let items) = value.value else {
            throw wrong(value, key, "a string or a list of strings")
        }
        guard items.count <= 500 else { throw wrong(value, key, "a list of at most 500 strings") }
        var texts: [(text: String, place: TOML.Place)] = []
        for item in items {
            guard let text = Self.scalar(item) else {
                throw wrong(item, key, "a string or a list of strings")
            }
            guard isFine(text) else { throw wrong(item, key, expected) }
            texts.append((text, item.place))
        }
        return texts
    }

    /// A text, or what is one in answers: `0` is `"0"`, `true` is `"true"`.
    private static func scalar(_ value: TOML) -> String? {
        switch value.value {
        case .text(let text): text
        case .integer(let number): "\(number)"
        case .flag(let flag): "\(flag)"
        case .number, .list, .table, .other: nil
        }
    }

    mutating func flag(_ key: String) throws(ExchangesError) -> Bool {
        guard let value = value(key) else { return false }
        guard case .flag(let flag) = value.value else { throw wrong(value, key, "true or false") }
        return flag
    }

    mutating func number(
        _ key: String, _ range: ClosedRange<Int>
    ) throws(ExchangesError) -> Int? {
        guard let value = value(key) else { return nil }
        guard case .integer(let number) = value.value, range.contains(number) else {
            throw wrong(
                value, key, "a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    mutating func seconds(
        _ key: String, _ range: ClosedRange<Double>
    ) throws(ExchangesError) -> Duration? {
        guard let value = value(key) else { return nil }
        let seconds: Double? =
            switch value.value {
            case .integer(let number): Double(number)
            case .number(let number): number
            default: nil
            }
        guard let seconds, range.contains(seconds) else {
            throw wrong(value, key, "seconds, from \(range.lowerBound) to \(range.upperBound)")
        }
        return .milliseconds(Int(seconds * 1000))
    }

    /// The keys of a table inside, each with its place and a string or a list of strings, in their order.
    ///
    /// `expected` and `isFine` are about the texts, as in `texts`.
    mutating func pairs(
        _ key: String, _ expected: String, _ isFine: (String) -> Bool
    ) throws(ExchangesError) -> [(key: String, place: TOML.Place, values: [String])] {
        guard let value = value(key) else { return [] }
        guard case .table(let members) = value.value else { throw wrong(value, key, "a table") }
        guard members.count <= 500 else { throw wrong(value, key, "a table of at most 500 keys") }
        var pairs: [(key: String, place: TOML.Place, values: [String])] = []
        for member in members {
            let texts = try texts(member.value, member.key, expected, isFine).map(\.text)
            pairs.append((member.key, member.keyPlace, texts))
        }
        return pairs
    }

    /// A table inside, or a list of them; none where the key is not there.
    mutating func tables(_ key: String) throws(ExchangesError) -> [FormTable] {
        guard let value = value(key) else { return [] }
        let items: [TOML] = if case .list(let items) = value.value { items } else { [value] }
        guard items.count <= 32 else { throw wrong(value, key, "at most 32 tables") }
        var tables: [FormTable] = []
        for item in items { tables.append(try FormTable(item, "\(key) of \(what)")) }
        return tables
    }
}
