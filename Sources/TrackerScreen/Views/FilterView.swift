import TrackerEngine

/// The line that narrows the list of markets or of pairs while one types.
struct FilterView: Overlay {
    private(set) var prompt: Prompt
    /// The pair that was chosen before: Esc leads back to it.
    private let before: Selection<Instrument>

    enum Deed: Hashable, Sendable {
        case edit(Prompt.Edit), keep
    }

    /// Filters that were kept, oldest first.
    typealias Memory = [String]

    private static let mostKept = 50

    static let opener = Opener(
        "filter", "/", "filter: words, chg>3 rank<0.1 last<1 turnover>1m vol>5 quote:usd stale:no",
        title: "Filter", for: .list, needsPrices: true,
        hint: KeyTable.Hint("filter", 20, in: [.markets, .pairs]))
    static let keys: [ViewKey<Deed>] = ViewKey.edits { .edit($0) } + [.shared(.choose, .keep)]
    static let extent = Extent.line

    init(_ state: inout State) {
        if state.focus != .markets { state.focus(.pairs) }
        let text = state.focus == .markets ? state.marketFilter.text : state.pairFilter.text
        prompt = Prompt(text: text, history: state.memories[Self.self] ?? [])
        before = state.pairSelection
    }

    var isTyping: Bool { true }

    mutating func type(_ text: String, _ state: inout State) -> Outcome {
        prompt.type(text)
        narrow(&state)
        return .stay()
    }

    mutating func press(_ deed: Deed, _ state: inout State) -> Outcome {
        switch deed {
        case .edit(let edit):
            prompt.edit(edit)
            narrow(&state)
            return .stay()
        case .keep:
            keep(&state)
            return .close()
        }
    }

    mutating func leave(_ state: inout State) -> Outcome {
        prompt.clear()
        narrow(&state)
        return .close()
    }

    private func narrow(_ state: inout State) {
        let text = prompt.text
        if state.focus == .markets {
            if text != state.marketFilter.text { state.setMarketFilter(text) }
        } else if text != state.pairFilter.text {
            // What was chosen while one typed means nothing without what was typed.
            if text.isEmpty { state.pairSelection = before }
            state.setPairFilter(text)
        }
    }

    private func keep(_ state: inout State) {
        // What is chosen now stays chosen when the filter goes.
        let row = state.focus == .markets ? state.listing.row : state.pairSelection.row
        state.select(row, in: state.focus)
        let (text, kept) = (prompt.text, state.memories[Self.self] ?? [])
        guard !text.isEmpty, kept.last != text else { return }
        state.memories[Self.self] = kept.suffix(Self.mostKept - 1) + [text]
    }

    func draw(_ state: State, on canvas: inout Canvas) {
        let help = Self.promptHelp(
            [(.keep, "keeps"), (nil, "clears"), (.edit(.older), "recalls")], state.keys)
        let fault = state.focus == .markets ? nil : state.filterFault
        let mark = state.focus == .markets ? "markets/" : "/"
        PromptLine(mark: mark, prompt: prompt, help: help, fault: fault).draw(on: &canvas)
    }
}
