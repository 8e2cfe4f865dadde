/// One line that is being typed, with what was typed before.
struct Prompt: Hashable, Sendable {
    private(set) var text: String
    private let history: [String]
    /// How far back in the history; 0 is the line itself.
    private var back = 0
    private var draft: String

    init(text: String = "", history: [String] = []) {
        self.text = text
        draft = text
        self.history = history
    }

    mutating func type(_ typed: String) {
        let printable = typed.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }
        text = String(
            (text + String(String.UnicodeScalarView(printable))).prefix(NameFilter.longest))
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

    /// What a key has led to.
    enum Outcome: Hashable, Sendable {
        case editing, entered, left, suspended
    }

    /// The keys of every line that is typed.
    mutating func press(_ key: Key) -> Outcome {
        switch key {
        case .enter: return .entered
        case .escape: return .left
        case .control("z"): return .suspended
        case .character(let character): type(String(character))
        case .paste(let text): type(text)
        case .backspace: deleteBackward()
        case .control("u"): clear()
        case .up: recall(older: true)
        case .down: recall(older: false)
        default: break
        }
        return .editing
    }
}
