// How a view finds out what a key means to it, and which keys do what.
extension Overlay {
    /// The deed of a key in this view, `nil` for none.
    static func deed(for key: Key, in table: KeyTable) -> Deed? {
        for meaning in table.meanings(of: key, inView: opener.name) {
            if let entry = keys.first(where: { $0.action == meaning }) { return entry.deed }
            if closes(meaning) { return nil }
        }
        return nil
    }

    /// Answers a key: the view's own meaning comes first, then what holds in every view.
    mutating func press(_ key: Key, _ state: inout State) -> Outcome {
        // The last way out: no configuration can take it.
        if key == .escape { return leave(&state) }
        if isTyping, let text = key.typed { return type(text, &state) }
        if let deed = Self.deed(for: key, in: state.keys) { return press(deed, &state) }
        for meaning in state.keys.meanings(of: key, inView: Self.opener.name) {
            if Self.closes(meaning) { return leave(&state) }
            if meaning == .view("help") { return .open("help") }
            if let commands = state.performAnywhere(meaning) { return .stay(doing: commands) }
        }
        return pressOther(key, &state)
    }

    /// The key of the note at a point of the screen.
    func key(at point: Point, _ state: State) -> Key? {
        let body = state.layout.body
        let inside = Point(point.x - body.x, point.y - body.y)
        return frames(state).lazy.compactMap { $0.key(at: inside) }.first
    }

    private static func closes(_ action: Action) -> Bool {
        [.leave, .escape, .view(opener.name)].contains(action)
    }

    // MARK: - In words

    /// The keys that do a deed here, first those that come first in the table.
    ///
    /// `isTyping`: without those that would be typed.
    static func keys(of deed: Deed, in table: KeyTable, isTyping: Bool = false) -> [Key] {
        keys.filter { $0.deed == deed }.flatMap { table.keys(of: $0.action) }
            .filter { !(isTyping && $0.typed != nil) && self.deed(for: $0, in: table) == deed }
    }

    /// The first key that does a deed, as the screen shows it; `nil` where there is none.
    static func sign(_ deed: Deed, in table: KeyTable, isTyping: Bool = false) -> String? {
        keys(of: deed, in: table, isTyping: isTyping).first.map(KeyName.sign)
    }

    /// The keys of some deeds with a word for each, and the way out.
    ///
    /// `isTyping`: without keys that would be typed.
    static func hints(
        _ hints: [Hint], in table: KeyTable, isTyping: Bool = false
    ) -> [KeyHint] {
        hints.compactMap { hint in
            let first = hint.deeds.compactMap {
                keys(of: $0, in: table, isTyping: isTyping).first
            }
            return KeyName.signs(first).map { ($0, hint.does) }
        } + [(KeyName.sign(.escape), extent == .body ? "back" : "close")]
    }

    /// The help for this view: the keys that have a meaning of their own here.
    static func help(in table: KeyTable) -> [KeyHint] {
        keys.compactMap { entry in
            guard let does = entry.does else { return nil }
            let names = table.keys(of: entry.action).filter {
                deed(for: $0, in: table) == entry.deed
            }
            return (names.map(KeyName.sign).joined(separator: " "), does)
        }
    }
}

extension ViewKey {
    /// All steps through a list.
    static func moves(_ deed: (Move) -> Deed) -> [ViewKey] {
        Move.allCases.map { .shared(.move($0), deed($0)) }
    }

    /// All steps through time.
    static func travels(_ deed: (Int) -> Deed) -> [ViewKey] {
        [-1, 1, -60, 60, 0].map { .shared(.travel($0), deed($0)) }
    }
}
