/// Filters and orders of pairs that are kept by name.
///
/// The text has a line a fact; a view begins with its name:
///
///     [movers]
///     filter chg>3 stale:no
///     sort change
///     order descending
package struct SavedViews: Hashable, Sendable {
    private(set) var all: [SavedView] = []

    static let most = 100

    package init() {}

    /// Takes the place of one with the same name.
    ///
    /// - Returns: whether there was room.
    mutating func save(_ view: SavedView) -> Bool {
        if let place = all.firstIndex(where: { $0.name == view.name }) {
            all[place] = view
        } else {
            guard all.count < Self.most else { return false }
            all.append(view)
        }
        return true
    }

    mutating func remove(at place: Int) {
        if all.indices.contains(place) { all.remove(at: place) }
    }

    /// Reads a text; what cannot be understood is left out.
    package init(text: String) {
        for line in text.split(whereSeparator: \.isNewline) {
            if line.hasPrefix("["), line.hasSuffix("]") {
                guard let name = Favourites.groupName(String(line.dropFirst().dropLast())) else {
                    continue
                }
                _ = save(SavedView(name: name, filter: "", sort: .byName))
            } else if !all.isEmpty {
                let words = line.split(separator: " ", maxSplits: 1).map(String.init)
                guard words.count == 2 else { continue }
                all[all.count - 1].note(words[0], words[1])
            }
        }
    }

    package var text: String {
        all.map { view in
            let filter = view.filter.isEmpty ? "" : "filter \(view.filter)\n"
            let order = view.sort.isAscending ? "ascending" : "descending"
            return "[\(view.name)]\n\(filter)sort \(view.sort.column.rawValue)\norder \(order)\n"
        }.joined()
    }
}

/// A filter and an order.
struct SavedView: Hashable, Sendable {
    let name: String
    var filter: String
    var sort: PairSort

    fileprivate mutating func note(_ fact: String, _ value: String) {
        switch fact {
        case "filter": filter = String(value.prefix(NameFilter.longest))
        case "sort": sort.column = PairSort.Column(rawValue: value) ?? sort.column
        case "order": sort.isAscending = value == "ascending"
        default: break
        }
    }
}
