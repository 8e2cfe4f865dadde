/// A table `[[channel]]` of the configuration: its values by key, and what is wrong with them.
package struct ChannelTable {
    let place: TOML.Place
    private(set) var faults: [TOML.Fault] = []
    /// The secrets that it names, in the order in which they were asked for.
    private(set) var secrets: [PlacedSecret] = []
    /// The programs that it names.
    private(set) var programs: [PlacedProgram] = []
    private let members: [TOML.Member]

    init(_ members: [TOML.Member], at place: TOML.Place) {
        self.members = members
        self.place = place
    }

    subscript(key: String) -> TOML? { members.first { $0.key == key }?.value }

    /// Notes a fault of a key's value; of the table where the key is not there.
    mutating func fault(_ key: String, _ words: String) {
        fault(at: self[key]?.place ?? place, "\(key): \(words)")
    }

    mutating func fault(at place: TOML.Place, _ words: String) {
        faults.append(TOML.Fault(place: place, words: words))
    }

    mutating func missing(_ key: String, _ example: String) {
        fault(at: place, "channel: \"\(key)\" is missing, such as \(key) = \(example)")
    }

    /// Notes the keys that are none of these.
    mutating func checkKeys(_ keys: [String]) {
        for member in members where !keys.contains(member.key) {
            let nearest = NearestName.to(member.key, among: keys)
            var words = "channel: no such key: \(member.key.plain(upTo: 60))"
            if keys.contains("\(member.key)-file") {
                let ways = SecretPlace.keys(of: member.key)
                words = "\(member.key): is not kept here; use \(ways[0]), \(ways[1]) or \(ways[2])"
            } else if let nearest {
                words += "; did you mean \(nearest)?"
            }
            fault(at: member.keyPlace, words)
        }
    }
}

// MARK: - Values

extension ChannelTable {
    /// A text that is not empty; `nil` where there is none, or a fault.
    mutating func text(_ key: String) -> String? {
        guard let value = self[key] else { return nil }
        guard case .text(let text) = value.value, !text.isEmpty, !text.utf8.contains(0) else {
            fault(key, "must be a text in quotes")
            return nil
        }
        return text
    }

    /// A program and its arguments; `nil` where there are none, or a fault.
    mutating func words(_ key: String, _ example: String) -> [String]? {
        guard let value = self[key] else { return nil }
        guard case .list(let list) = value.value else {
            fault(key, "must be a list of words, such as \(example)")
            return nil
        }
        let words = list.compactMap { element -> String? in
            if case .text(let word) = element.value, !word.utf8.contains(0) { word } else { nil }
        }
        guard words.count == list.count, words.first?.isEmpty == false else {
            fault(key, "must be a list of words in quotes, a program first")
            return nil
        }
        if let name = words.first {
            programs.append(PlacedProgram(name: name, key: key, place: value.place))
        }
        return words
    }

    /// The keys of a secret that are there, such as `password-file`.
    func keysThere(of name: String) -> [String] {
        SecretPlace.keys(of: name).filter { self[$0] != nil }
    }

    /// Where a secret is kept: `NAME-file`, `NAME-command` or `NAME-env`.
    ///
    /// - Returns: `nil` where none of the keys is there, or one has a fault.
    mutating func secret(_ name: String) -> SecretPlace? {
        let keys = keysThere(of: name)
        if keys.count > 1 { fault(keys[1], "\(keys[0]) is there too; one of them has to go") }
        guard let key = keys.first, let value = self[key] else { return nil }
        let secret: SecretPlace? =
            switch key {
            case "\(name)-command":
                words(key, "[\"pass\", \"show\", \"mail\"]").map { .command($0, for: name) }
            case "\(name)-file": text(key).map { .file($0, for: name) }
            default: text(key).map { .environment($0, for: name) }
            }
        if let secret { keep(secret, at: value.place) }
        return secret
    }

    /// A web address: in the key `NAME` itself, or where a secret is kept.
    ///
    /// - Returns: `nil` where none is named, or one has a fault.
    mutating func address(_ name: String) -> SecretPlace? {
        let others = keysThere(of: name)
        guard let value = self[name] else { return secret(name) }
        if let other = others.first { fault(other, "\(name) is there too; one of them has to go") }
        guard let text = text(name) else { return nil }
        guard (try? WebAddress(text)) != nil else {
            // Its own words would say what it is.
            fault(name, "must be an address that begins with https:// or http://")
            return nil
        }
        let secret = SecretPlace.here(Secret(text), for: name)
        keep(secret, at: value.place)
        return secret
    }

    mutating func keep(_ secret: SecretPlace, at place: TOML.Place) {
        secrets.append(PlacedSecret(secret: secret, place: place))
    }
}
