import TrackerEngine

/// The lines in which an alert is typed: the rule, how often it would have fired, what else is
/// chosen for it.
///
/// The chart behind them marks where it would have fired. What takes longer than a key may is worked
/// out beside the screen.
struct AlertPromptView: Overlay {
    var prompt: Prompt
    var draft: AlertDraft
    /// The pair that it was opened at; `nil` for a market.
    let instrument: Instrument?
    var setting = Setting.text
    var proposals: [AlertProposals.Proposal]
    /// The proposal that the text is; `nil`: somebody has typed.
    var proposal: Int?
    /// The text that somebody has typed: the proposals lead back to it.
    var typed: String?
    var reading: Reading = .rule(nil)
    /// The test of the pair that it was opened at.
    var own: AlertTestResult?
    /// The test of all pairs of the rule.
    var whole: AlertTestResult?
    /// Whether a test is worked out: the next one waits for it, for they may take a second.
    var isWaiting = false
    /// Whether there is a channel to send a test through.
    var hasChannels = false

    /// What the text says.
    enum Reading: Hashable, Sendable {
        case rule(AlertRule?)
        case fault(AlertFault)
    }

    /// What the arrows to the sides change.
    enum Setting: CaseIterable, Hashable, Sendable {
        case text, once, hold, channels
    }

    enum Deed: Hashable, Sendable {
        case edit(Prompt.Edit)
        case keep, older, newer, nextSetting, previousSetting, less, more, test
    }

    /// A rule that is to be changed.
    typealias Memory = AlertRule

    static let opener = Opener(
        "alert", "A", "be told: type a rule for the pair, or for the market", title: "New alert",
        for: .told, needsPrices: true, hint: KeyTable.Hint("alert", 25, in: [.pairs, .chart]))
    static let keys: [ViewKey<Deed>] =
        [
            .shared(.choose, .keep, "keep the rule"),
            .shared(.older, .older, "the proposal before"),
            .shared(.newer, .newer, "the next proposal"),
            .shared(.move(.up), .older), .shared(.move(.down), .newer),
            .own(.nextSetting, "alert-setting", "Tab", "choose once, for how long, or a channel"),
            .own(.previousSetting, "alert-setting-back", "Shift-Tab", "the same, backwards"),
            .shared(.left, .less), .shared(.right, .more),
            .own(.test, "alert-test", "C-t", "send a test, if there is a channel"),
        ] + ViewKey.erasing { .edit($0) }
    static let extent = Extent.foot

    init(_ state: inout State) {
        let edited = state.memories[Self.self]
        state.memories[Self.self] = nil
        let isMarket = state.focus == .markets && state.chosenListing != nil && edited == nil
        let chosen = state.focus == .movers ? state.chosenMover : state.chosenInstrument
        instrument = isMarket ? nil : chosen
        if let edited {
            draft = AlertDraft(changing: edited)
            proposals = []
        } else if let instrument {
            draft = AlertDraft(on: AlertScope([.pair(instrument)]))
            // At once: the first is in the line, where nothing may change by itself.
            proposals =
                AlertProposals(of: instrument, in: state.window, at: Self.pointedPrice(state)).all
        } else {
            draft = AlertDraft(on: Self.scope(state.chosenListing))
            proposals = AlertProposals.market.all
        }
        prompt = Prompt(text: draft.text)
        if edited == nil, !proposals.isEmpty { propose(0) }
        read(&state)
    }

    private static func scope(_ listing: Listing?) -> AlertScope {
        switch listing {
        case .market(let market)?:
            AlertScope([.glob(market: AlertGlob(market.name), pair: AlertGlob("*"))])
        case .group(let name)?: AlertScope([.group(name)])
        case .starred?: AlertScope([.favourites])
        case nil: AlertScope([.glob(market: AlertGlob("*"), pair: AlertGlob("*"))])
        }
    }

    var isTyping: Bool { true }

    mutating func type(_ text: String, _ state: inout State) -> Outcome {
        if setting != .text, text == " " { return press(.more, &state) }
        setting = .text
        // A proposal is no more than that: what is typed takes its place, unless it goes on with it.
        if proposal != nil, text.first != " " { prompt.clear() }
        prompt.type(text)
        (proposal, typed) = (nil, prompt.text)
        return .stay(doing: changed(&state))
    }

    mutating func press(_ deed: Deed, _ state: inout State) -> Outcome {
        switch deed {
        case .edit(let edit):
            setting = .text
            prompt.edit(edit)
            (proposal, typed) = (nil, prompt.text)
        case .keep: return keep(&state)
        case .older, .newer:
            setting = .text
            goOn(by: deed == .newer ? 1 : -1)
        case .nextSetting: setting = moved(by: 1)
        case .previousSetting: setting = moved(by: -1)
        case .less: change(by: -1, state)
        case .more: change(by: 1, state)
        case .test: return .stay(doing: test(&state))
        }
        return .stay(doing: changed(&state))
    }

    private func moved(by step: Int) -> Setting {
        let all = Setting.allCases
        let place = all.firstIndex(of: setting) ?? 0
        return all[(place + step + all.count) % all.count]
    }

    private mutating func change(by step: Int, _ state: State) {
        switch setting {
        case .text: break
        case .once: draft.isOnce.toggle()
        case .hold: draft.changeHold(by: step)
        case .channels:
            draft.changeChannels(by: step, among: state.snapshot.alerts.channelNames)
        }
    }

    /// No click may lose what was typed.
    mutating func click(_ button: Key.Mouse, at point: Point, _ state: inout State) -> Outcome {
        .stay()
    }

    mutating func leave(_ state: inout State) -> Outcome {
        state.alertScreen.draft = nil
        return .close()
    }
}
