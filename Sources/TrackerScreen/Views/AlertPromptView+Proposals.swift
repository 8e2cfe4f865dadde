import TrackerEngine

extension AlertPromptView {
    /// The price that the chart's cursor reads.
    static func pointedPrice(_ state: State) -> Price? {
        guard let cursor = state.chart.cursor, state.focus != .movers else { return nil }
        return ChartSubject(state)?.price(at: cursor)
    }

    /// Goes through the proposals, and what was typed as one of them.
    mutating func goOn(by step: Int) {
        let hasTyped = !(typed ?? "").isEmpty
        let count = proposals.count + (hasTyped ? 1 : 0)
        guard count > 0, !proposals.isEmpty else { return }
        let place = proposal.map { $0 + step } ?? (step > 0 ? 0 : proposals.count - 1)
        let next = (place + count) % count
        guard next < proposals.count else {
            proposal = nil
            return prompt = Prompt(text: typed ?? "")
        }
        propose(next)
    }

    mutating func propose(_ place: Int) {
        proposal = place
        prompt = Prompt(text: proposals[place].text)
    }
}
