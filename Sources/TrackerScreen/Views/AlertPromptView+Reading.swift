import TrackerEngine

extension AlertPromptView {
    /// Reads the text and tests the rule; asks for what takes longer than a key may.
    mutating func changed(_ state: inout State) -> [Command] {
        read(&state)
        guard case .rule(let rule?) = reading, whole == nil, own == nil || !isOwnAlone(rule) else {
            return []
        }
        guard BackTest.canTest(rule), !isWaiting else { return [] }
        isWaiting = true
        return [.workOut(Work(AlertTestQuestion(rule: rule, lists: state.snapshot.alerts.lists)))]
    }

    mutating func read(_ state: inout State) {
        draft.text = prompt.text
        (own, whole) = (nil, nil)
        hasChannels = !state.snapshot.alerts.channels.isEmpty
        state.alertScreen.draft = instrument.map { ($0, AlertMarks()) }
        do throws(AlertFault) {
            let rule = try draft.rule(beside: state.snapshot.alerts.rules)
            reading = .rule(rule)
            test(rule, &state)
        } catch {
            reading = .fault(error)
        }
    }

    /// Tests the rule on the pair whose chart is shown, at once where that is quick.
    private mutating func test(_ rule: AlertRule, _ state: inout State) {
        guard let instrument, rule.scope.holds(instrument, lists: state.snapshot.alerts.lists)
        else {
            return
        }
        if rule.isQuickToTest, BackTest.canTest(rule) {
            own = AlertTestResult(rule, on: instrument, in: state.window)
        }
        mark(rule, instrument, &state)
    }

    private func mark(_ rule: AlertRule, _ instrument: Instrument, _ state: inout State) {
        state.alertScreen.draft = (
            instrument, AlertMarks(levels: rule.levels, fires: own?.fires ?? [])
        )
    }

    /// Whether the pair that it was opened at is all that a rule is about.
    private func isOwnAlone(_ rule: AlertRule) -> Bool {
        instrument.map { rule.scope.parts == [.pair($0)] } ?? false
    }

    /// What is known of the test; `nil` while it is worked out.
    var result: AlertTestResult? {
        guard case .rule(let rule?) = reading else { return nil }
        return isOwnAlone(rule) ? own ?? whole : whole
    }

    mutating func follow(_ state: inout State, isNew: Bool) -> [Command] {
        changed(&state)
    }

    mutating func receive(_ answer: any Sendable, _ state: inout State) -> [Command] {
        guard let answer = answer as? AlertTestResult else { return [] }
        isWaiting = false
        guard case .rule(let rule?) = reading, answer.meaning == rule.meaning,
            answer.last == state.window.last
        else { return changed(&state) }
        whole = answer
        if isOwnAlone(rule), own == nil, let instrument {
            own = answer
            mark(rule, instrument, &state)
        }
        return []
    }
}

// MARK: - Deeds

extension AlertPromptView {
    mutating func keep(_ state: inout State) -> Outcome {
        switch reading {
        case .rule(let rule?):
            state.alertScreen.draft = nil
            let key = state.keys.sign(.view("alerts")).map { "; \($0) lists the rules" } ?? ""
            let place = state.scopeText(rule.scope, lists: state.snapshot.alerts.lists)
            let word = draft.replaced == nil ? "Kept" : "Changed"
            let silent = state.snapshot.alerts.channels.isEmpty ? ", shown here only" : ""
            state.notice = "\(word): \(rule.sentence) on \(place)\(silent)\(key)."
            return .close(doing: [.alert(.keep(rule, replacing: draft.replaced?.name))])
        case .rule(nil): return .stay()
        case .fault(let fault):
            setting = .text
            state.notice = "\(fault)"
            return .stay()
        }
    }

    func test(_ state: inout State) -> [Command] {
        state.sendTest(through: draft.channels)
    }
}
