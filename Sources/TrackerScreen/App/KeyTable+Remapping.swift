// Other keys, from the configuration.
extension KeyTable {
    /// The names of everything that a key can be given to, in the order of the help.
    package var actionNames: [String] { groups.flatMap(\.bindings).map(\.action.name) }

    /// The table with other keys for some actions, by name; unknown names change nothing.
    ///
    /// A key that is given to an action is taken from those that had it in the same place. The keys
    /// of `reserved` stay where they are.
    package func remapped(_ wishes: [String: [Key]]) -> KeyTable {
        let taken = Set(
            groups.flatMap(\.bindings).flatMap { binding in
                (wishes[binding.action.name] ?? []).map { Wish(key: $0, place: binding.place) }
            })
        return KeyTable(
            groups.map { group in
                Group(
                    group.task,
                    group.bindings.map { binding in
                        let own = binding.keys
                        var binding = binding
                        let fixed = own.filter { Self.reserved[$0] != nil }
                        if let wished = wishes[binding.action.name] {
                            let free = wished.filter { Self.reserved[$0] == nil }
                            binding = binding.with(free + fixed)
                        } else {
                            binding = binding.with(
                                own.filter {
                                    fixed.contains($0)
                                        || !taken.contains(Wish(key: $0, place: binding.place))
                                })
                        }
                        return binding
                    })
            })
    }

    /// A line for each wish that does less than it seems to.
    package func notes(on wishes: [String: [Key]]) -> [String] {
        guard wishes[Action.quit.name] != nil, wishes[Action.leave.name] == nil,
            let key = remapped(wishes).sign(.leave)
        else { return [] }
        return ["\(key) still ends the program from the lists: that is the action leave, not quit"]
    }

    private struct Wish: Hashable {
        let key: Key
        let place: Place
    }

    /// The meaning of a key in a pane, by name: `nil` for none, and for a pane that does not exist.
    package func name(of key: Key, in pane: String) -> String? {
        Pane.allCases.first { $0.title.lowercased() == pane }
            .flatMap { action(for: key, in: $0)?.name }
    }
}

// MARK: - Refusals

extension KeyTable {
    /// The keys that the terminal itself obeys, and what they do to the program: nothing can have
    /// them, and nothing can take them away.
    static let reserved: [Key: String] = [
        .control("c"): "ends", .control("z"): "suspends", .control("\\"): "aborts",
    ]

    /// Why an action cannot have a key, in words that follow "`file:line:column:`"; `nil`: it can.
    ///
    /// `others` are the keys that were given away before, with the names of their actions. Actions
    /// of different places may share a key: in a view its own action wins.
    package func refusal(
        of key: Key, to action: String, besides others: [(key: Key, action: String)]
    ) -> String? {
        guard let binding = binding(named: action) else { return nil }
        let name = KeyName.text(key)
        if let does = Self.reserved[key], !binding.keys.contains(key) {
            return "\(name) \(does) the program, as everywhere in a terminal: "
                + "it cannot be given to \(action)"
        }
        if key == .escape, binding.place.isView {
            return "\(name) leaves every view: it cannot be given to \(action)"
        }
        let owner = others.first { other in
            other.key == key && self.binding(named: other.action)?.place == binding.place
        }
        return owner.map { "\(name) is already given to \($0.action)" }
    }

    private func binding(named name: String) -> Binding? {
        groups.lazy.flatMap(\.bindings).first { $0.action.name == name }
    }
}

extension KeyTable.Place {
    /// Whether panes have nothing to do with it.
    fileprivate var isView: Bool {
        switch self {
        case .everywhere, .pane: false
        case .views, .view: true
        }
    }
}
