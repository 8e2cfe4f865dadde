/// The name of a group for the chosen pair.
struct GroupView: Overlay {
    private(set) var prompt: Prompt

    enum Deed: Hashable, Sendable {
        case edit(Prompt.Edit), enter
    }

    static let opener = Opener(
        "group", "a", "put the pair into a group, or take it out", title: "Group", for: .list)
    static let keys: [ViewKey<Deed>] = ViewKey.edits { .edit($0) } + [.shared(.choose, .enter)]
    static let extent = Extent.line

    init?(_ state: inout State) {
        guard state.pairInFocus() != nil else { return nil }
        prompt = Prompt(history: state.favourites.groups.map(\.name))
    }

    var isTyping: Bool { true }

    mutating func type(_ text: String, _ state: inout State) -> Outcome {
        prompt.type(text)
        return .stay()
    }

    mutating func press(_ deed: Deed, _ state: inout State) -> Outcome {
        switch deed {
        case .edit(let edit):
            prompt.edit(edit)
            return .stay()
        case .enter: return .close(doing: state.toggleGroup(prompt.text))
        }
    }

    func draw(_ state: State, on canvas: inout Canvas) {
        let help = Self.promptHelp(
            [
                (.enter, "puts the pair in, or takes it out"), (nil, "leaves"),
                (.edit(.older), "your groups"),
            ], state.keys)
        PromptLine(mark: "group ", prompt: prompt, help: help).draw(on: &canvas)
    }
}
