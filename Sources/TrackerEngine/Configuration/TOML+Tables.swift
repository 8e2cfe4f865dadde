extension TOML {
    /// Something that is wrong with what a file says, and where.
    package struct Fault: Hashable, Sendable {
        package let place: Place
        package let words: String
    }

    /// The tables of a list of tables, `[[name]]`, and what is wrong with it.
    ///
    /// `things`: what a table stands for, in the plural, as in `rules`. Tables after `most` are left
    /// out.
    func tables(
        _ name: String, of things: String, most: Int
    ) -> (tables: [(members: [Member], place: Place)], faults: [Fault]) {
        func wrong(_ place: Place) -> Fault {
            Fault(place: place, words: "\(name): must be tables, [[\(name)]]")
        }
        guard case .list(let list) = value else { return ([], [wrong(place)]) }
        var tables: [(members: [Member], place: Place)] = []
        var faults: [Fault] = []
        if list.count > most {
            faults.append(
                Fault(place: list[most].place, words: "\(name): more than \(most) \(things)"))
        }
        for entry in list.prefix(most) {
            if case .table(let members) = entry.value {
                tables.append((members, entry.place))
            } else {
                faults.append(wrong(entry.place))
            }
        }
        return (tables, faults)
    }
}
