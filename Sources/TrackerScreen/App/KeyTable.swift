/// Every key and its meaning, once: the screen obeys it, the help and the hints are made from it.
package struct KeyTable: Sendable {
    struct Binding: Sendable {
        let action: Action
        private(set) var keys: [Key]
        /// As the help names the keys.
        private(set) var names: String
        /// What it does, as the help says it.
        let does: String
        /// One word for the bottom line, and where it is worth showing; none: only in the help.
        let hint: String
        let hintedIn: [Pane]
        /// The only pane in which the keys mean this; `nil`: where no other binding says otherwise.
        let pane: Pane?

        init(
            _ action: Action, _ keys: [Key], _ names: String, _ does: String, hint: String = "",
            in panes: [Pane] = Pane.allCases, onlyIn pane: Pane? = nil
        ) {
            self.action = action
            self.keys = keys
            self.names = names
            self.does = does
            self.hint = hint
            hintedIn = hint.isEmpty ? [] : panes
            self.pane = pane
        }

        /// The same with other keys.
        func with(_ keys: [Key]) -> Binding {
            var binding = self
            binding.keys = keys
            binding.names = keys.map(KeyName.text).joined(separator: " ")
            return binding
        }
    }

    struct Group: Sendable {
        let title: String
        var bindings: [Binding]
    }

    let groups: [Group]
    private let actions: [Place: Action]

    private struct Place: Hashable {
        let key: Key
        let pane: Pane?
    }

    /// Each key means one thing in a place.
    init(_ groups: [Group]) {
        self.groups = groups
        actions = Dictionary(
            groups.flatMap(\.bindings).flatMap { binding in
                binding.keys.map { (Place(key: $0, pane: binding.pane), binding.action) }
            },
            uniquingKeysWith: { first, _ in first })
    }

    /// The meaning of a key while a pane has the focus, `nil` for none.
    func action(for key: Key, in pane: Pane) -> Action? {
        actions[Place(key: key, pane: pane)] ?? actions[Place(key: key, pane: nil)]
    }

    /// What the bottom line shows while a pane has the focus, most worth knowing first.
    func hints(for pane: Pane) -> OverlayHints.Hints {
        let hinted = groups.flatMap(\.bindings).filter {
            $0.hintedIn.contains(pane) && !$0.keys.isEmpty
        }
        // What only the chart has comes first.
        let own = hinted.filter { $0.hintedIn == [.chart] }
        return (own + hinted.filter { $0.hintedIn != [.chart] }).map { binding in
            let first = binding.names.split(separator: " ").first.map(String.init) ?? ""
            switch (binding.action, first) {
            case (.down, "↓"): return ("↑↓", binding.hint)
            case (.chart(.earlier), "←"): return ("←→", binding.hint)
            default: return (first, binding.hint)
            }
        }
    }
}

// MARK: - Other keys

extension KeyTable {
    /// The names of everything that a key can be given to, in the order of the help.
    package var actionNames: [String] { groups.flatMap(\.bindings).map(\.action.name) }

    /// The table with other keys for some actions, by name; unknown names change nothing.
    ///
    /// A key that is given to an action is taken from those that had it in the same place.
    package func remapped(_ wishes: [String: [Key]]) -> KeyTable {
        let all = groups.flatMap(\.bindings)
        var taken: Set<Place> = []
        for binding in all {
            for key in wishes[binding.action.name] ?? [] {
                taken.insert(Place(key: key, pane: binding.pane))
            }
        }
        return KeyTable(
            groups.map { group in
                Group(
                    title: group.title,
                    bindings: group.bindings.map { binding in
                        if let keys = wishes[binding.action.name] { return binding.with(keys) }
                        let rest = binding.keys.filter {
                            !taken.contains(Place(key: $0, pane: binding.pane))
                        }
                        return rest.count == binding.keys.count ? binding : binding.with(rest)
                    })
            })
    }

    /// What a key means in a pane, by name: `nil` for nothing, and for a pane that does not exist.
    package func name(of key: Key, in pane: String) -> String? {
        Pane.allCases.first { $0.title.lowercased() == pane }
            .flatMap { action(for: key, in: $0)?.name }
    }

    /// Whether two actions may have the same key: they are for different places.
    package func mayShareKeys(_ one: String, _ other: String) -> Bool {
        func pane(_ name: String) -> Pane? {
            groups.flatMap(\.bindings).first { $0.action.name == name }?.pane
        }
        return pane(one) != pane(other)
    }
}
