/// The table of all keys and their meanings: the screen obeys it, and the help and the hints are
/// made from it.
package struct KeyTable: Sendable {
    /// A place in which a key has a meaning.
    enum Place: Hashable, Sendable {
        /// All panes, and views that have nothing else for the key.
        case everywhere
        /// One pane alone.
        case pane(Pane)
        /// Every view.
        case views
        /// The view of this name alone.
        case view(String)
    }

    /// An action and the keys that it has in one place.
    struct Binding: Sendable {
        let action: Action
        private(set) var keys: [Key]
        /// The words of the help for it.
        let does: String
        /// `nil`: only the help tells of it.
        let hint: Hint?
        let place: Place

        /// `keys` are names with blanks between them, as in the configuration: `"Up k"`.
        init(
            _ action: Action, _ keys: String, _ does: String, hint: Hint? = nil,
            in place: Place = .everywhere
        ) {
            self.action = action
            self.keys = keys.split(separator: " ").compactMap { KeyName.key(String($0)) }
            self.does = does
            self.hint = hint
            self.place = place
        }

        /// The binding with other keys.
        func with(_ keys: [Key]) -> Binding {
            var binding = self
            binding.keys = keys
            return binding
        }

        /// The keys as help and hints show them.
        var names: String { keys.map(KeyName.sign).joined(separator: " ") }
    }

    /// A word for the bottom line.
    struct Hint: Sendable {
        let word: String
        /// The lowest comes first: where there is little room, the highest are left out.
        let rank: Int
        /// The panes that it is worth showing in.
        let panes: [Pane]
        /// The action that is shown with this one: `↑↓ move`.
        let partner: Action?

        init(
            _ word: String, _ rank: Int, in panes: [Pane] = Pane.allCases,
            with partner: Action? = nil
        ) {
            self.word = word
            self.rank = rank
            self.panes = panes
            self.partner = partner
        }
    }

    /// What keys are for: the help groups them by it, in this order.
    enum Task: String, CaseIterable, Hashable, Sendable {
        case look = "Look around"
        case list = "Choose what is listed"
        case chart = "Read the chart"
        case time = "Go back in time"
        case told = "Be told"
        case files = "Files"
        case program = "Program"
    }

    /// Bindings that stand together in the help.
    struct Group: Sendable {
        let task: Task
        let bindings: [Binding]

        init(_ task: Task, _ bindings: [Binding]) {
            self.task = task
            self.bindings = bindings
        }
    }

    private struct Slot: Hashable {
        let key: Key
        let place: Place
    }

    let groups: [Group]
    private let actions: [Slot: Action]
    /// Each action's binding.
    private let bindings: [Action: Binding]

    /// A table of these groups; if several actions have the same key in the same place, the first
    /// has it.
    init(_ groups: [Group] = []) {
        self.groups = groups
        let all = groups.flatMap(\.bindings)
        actions = Dictionary(
            all.flatMap { binding in
                binding.keys.map { (Slot(key: $0, place: binding.place), binding.action) }
            },
            uniquingKeysWith: { first, _ in first })
        bindings = Dictionary(
            all.map { ($0.action, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The meaning of a key while a pane has the focus, `nil` for none.
    func action(for key: Key, in pane: Pane) -> Action? {
        actions[Slot(key: key, place: .pane(pane))] ?? actions[Slot(key: key, place: .everywhere)]
    }

    /// The meanings that a key may have in a view: its own one first, at most three.
    ///
    /// The first of them that the view obeys counts.
    func meanings(of key: Key, inView name: String) -> [Action] {
        [Place.view(name), .views, .everywhere].compactMap { actions[Slot(key: key, place: $0)] }
    }

    /// The keys of an action, whatever else they mean in some place.
    func keys(of action: Action) -> [Key] { bindings[action]?.keys ?? [] }

    /// The first key of an action as hints and sentences show it, `nil` for an action without one.
    func sign(_ action: Action) -> String? { keys(of: action).first.map(KeyName.sign) }
}

// MARK: - Hints

/// The keys of the bottom line and a word for what they do: `↑↓ move`.
typealias KeyHint = (names: String, does: String)

extension KeyTable {
    /// The hints for a pane that has the focus, most worth knowing first.
    func hints(for pane: Pane) -> [KeyHint] {
        let hinted = groups.flatMap(\.bindings).compactMap { binding in
            binding.hint.flatMap { $0.panes.contains(pane) ? (binding, $0) : nil }
        }
        return hinted.sorted { $0.1.rank < $1.1.rank }.compactMap { binding, hint in
            let signs = [hint.partner, binding.action].compactMap { $0 }.compactMap { action in
                keys(of: action).first { self.action(for: $0, in: pane) == action }
            }
            return KeyName.signs(signs).map { ($0, hint.word) }
        }
    }

    /// Hints in other words, without the actions that have no key.
    func hints(_ words: [(action: Action, does: String)]) -> [KeyHint] {
        words.compactMap { entry in sign(entry.action).map { ($0, entry.does) } }
    }
}
