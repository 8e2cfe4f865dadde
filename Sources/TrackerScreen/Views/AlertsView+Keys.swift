import TrackerEngine

extension AlertsView {
    mutating func press(_ deed: Deed, _ state: inout State) -> Outcome {
        switch mode {
        case .list: return pressInList(deed, &state)
        case .filter(let prompt): return pressInFilter(deed, prompt, &state)
        case .silence(let place, let isAll): return pressInSilence(deed, place, isAll, &state)
        case .deletion(let name): return pressInDeletion(deed, name, &state)
        }
    }

    private mutating func pressInList(_ deed: Deed, _ state: inout State) -> Outcome {
        switch deed {
        case .move(let move): go(by: move, state)
        case .erase(.eraseLine): go(by: .halfUp, state)
        case .tab, .more: show(moved(by: 1), &state)
        case .backTab, .less: show(moved(by: -1), &state)
        case .order: orderNext(&state)
        case .filter: mode = .filter(Prompt(text: filter.text))
        case .go: return go(&state)
        case .new where state.pairCounts.isEmpty: state.notice = "There is no pair yet."
        case .new: return .open(AlertPromptView.opener.name)
        case .edit: return edit(&state)
        case .pause: return .stay(doing: pause(&state))
        case .silence where tab == .channels: state.notice = "Channels are not silenced; rules are."
        case .silence: mode = .silence(0, isAll: line == nil)
        case .see: return .stay(doing: see(&state))
        case .test: return .stay(doing: test(&state))
        case .delete: askToDelete(&state)
        case .travel(let minutes):
            state.travel(by: minutes)
            refresh(state)
        case .erase: break
        }
        return .stay(doing: ask(state))
    }

    private mutating func go(by move: Move, _ state: State) {
        let height = AlertsLayout(in: state.layout.body.size, tab).rows(of: tab).height
        choose(move.row(from: row, page: max(1, height - 1), count: count))
    }

    private func moved(by step: Int) -> Tab {
        let all = Tab.allCases
        return all[((all.firstIndex(of: tab) ?? 0) + step + all.count) % all.count]
    }

    /// Out of a question first, then out of the filter.
    mutating func leave(_ state: inout State) -> Outcome {
        switch mode {
        case .list where filter.isEmpty: return .close()
        case .list, .filter: setFilter("", state)
        case .silence, .deletion: break
        }
        mode = .list
        return .stay(doing: ask(state))
    }
}

// MARK: - Filter

extension AlertsView {
    mutating func type(_ text: String, _ state: inout State) -> Outcome {
        guard case .filter(var prompt) = mode else { return .stay() }
        prompt.type(text)
        mode = .filter(prompt)
        setFilter(prompt.text, state)
        return .stay(doing: ask(state))
    }

    private mutating func pressInFilter(
        _ deed: Deed, _ prompt: Prompt, _ state: inout State
    ) -> Outcome {
        var prompt = prompt
        switch deed {
        case .erase(let edit):
            prompt.edit(edit)
            mode = .filter(prompt)
            setFilter(prompt.text, state)
        case .go: mode = .list
        case .move(let move):
            choose(move.row(from: row, page: 1, count: count))
        default: break
        }
        return .stay(doing: ask(state))
    }

    private mutating func setFilter(_ text: String, _ state: State) {
        filter.text = text
        refresh(state)
    }
}

// MARK: - Hints, clicks

extension AlertsView {
    func hints(in table: KeyTable) -> [KeyHint] {
        switch mode {
        case .list: Self.hints(listHints, in: table)
        case .filter: Self.hints([("keep", [.go])], in: table, isTyping: true)
        case .silence:
            Self.hints(
                [("choose", [.less, .more]), ("silence", [.go]), ("rule or all", [.tab])], in: table
            )
        case .deletion: Self.hints([("delete", [.delete])], in: table)
        }
    }

    private var listHints: [Hint] {
        let hints: [Hint] =
            switch tab {
            case .rules:
                [
                    ("pair", [.go]), ("new", [.new]), ("edit", [.edit]), ("pause", [.pause]),
                    ("silence", [.silence]), ("what fired", [.tab]), ("order", [.order]),
                    ("delete", [.delete]), ("test", [.test]), ("filter", [.filter]),
                ]
            case .fired:
                [
                    ("go to it", [.go]), ("seen", [.see]), ("silence", [.silence]),
                    ("channels", [.tab]), ("edit", [.edit]), ("filter", [.filter]),
                    ("new", [.new]),
                ]
            case .channels:
                [("send a test", [.test]), ("rules", [.tab]), ("filter", [.filter])]
            }
        let canTest = tab == .channels ? hasWays : hasChannels
        return canTest ? hints : hints.filter { $0.deeds != [.test] }
    }

    /// A click chooses a row, and once more goes to its pair.
    mutating func click(_ button: Key.Mouse, at point: Point, _ state: inout State) -> Outcome {
        guard mode == .list else { return .stay() }
        let body = state.layout.body
        let inside = Point(point.x - body.x, point.y - body.y)
        let layout = AlertsLayout(in: body.size, tab)
        switch button {
        case .wheelUp: choose(row - 3)
        case .wheelDown: choose(row + 3)
        case .press:
            guard let own = Tab.allCases.first(where: { layout.rows(of: $0).contains(inside) })
            else { return .stay() }
            let rows = layout.rows(of: own)
            let wish = top(of: own, height: rows.height) + inside.y - rows.y
            guard wish < count(of: own) else { return .stay() }
            if own == tab, wish == row { return press(.go, &state) }
            show(own, &state)
            choose(wish)
        }
        return .stay(doing: ask(state))
    }
}
