import TrackerEngine

/// One line that is being typed, with what was typed before.
struct Prompt: Hashable, Sendable {
    private(set) var text: String
    private let history: [String]
    /// The steps back in the history; 0 is the line itself.
    private var back = 0
    private var draft: String

    init(text: String = "", history: [String] = []) {
        self.text = text
        draft = text
        self.history = history
    }

    private static let mostScalars = NameFilter.longest * 2

    mutating func type(_ typed: String) {
        // Nobody would see the others, and some of them end a line where the text is kept.
        let seen = typed.unicodeScalars.filter { !$0.isInvisible }
        let whole = (text + String(String.UnicodeScalarView(seen))).prefix(NameFilter.longest)
        // A character may have any number of marks.
        text = String(String.UnicodeScalarView(whole.unicodeScalars.prefix(Self.mostScalars)))
        draft = text
    }

    mutating func deleteBackward() {
        if !text.isEmpty { text.removeLast() }
        draft = text
    }

    mutating func clear() {
        text = ""
        draft = ""
    }

    /// A step into the past, or back towards the line itself.
    mutating func recall(older: Bool) {
        back = min(max(0, back + (older ? 1 : -1)), history.count)
        text = back == 0 ? draft : history[history.count - back]
    }

    /// A change of the line other than typing.
    enum Edit: Hashable, Sendable {
        case erase, eraseLine, older, newer
    }

    mutating func edit(_ edit: Edit) {
        switch edit {
        case .erase: deleteBackward()
        case .eraseLine: clear()
        case .older: recall(older: true)
        case .newer: recall(older: false)
        }
    }
}

extension ViewKey {
    /// The keys of every line that is typed; arrows recall what was typed before.
    static func edits(_ deed: (Prompt.Edit) -> Deed) -> [ViewKey] {
        erasing(deed) + [
            .shared(.older, deed(.older)), .shared(.newer, deed(.newer)),
            .shared(.move(.up), deed(.older)), .shared(.move(.down), deed(.newer)),
        ]
    }

    /// The keys of a line that has no past.
    static func erasing(_ deed: (Prompt.Edit) -> Deed) -> [ViewKey] {
        [.shared(.erase, deed(.erase)), .shared(.eraseLine, deed(.eraseLine))]
    }
}
