import Synchronization
import TrackerEngine

extension AlertDesk {
    /// Carries out what a person wants; `post`: that of the prices that are shown.
    ///
    /// - Returns: a sentence about it, `nil` if it went as it should.
    func carryOut(_ order: AlertOrder, through post: AlertPost) -> String? {
        switch order {
        case .keep(let rule, let replacing):
            return change { (rules) throws(AlertFile.Refusal) in
                try self.put(rule, replacing: replacing, among: &rules)
            }
        case .delete(let name):
            return change { (rules) throws(AlertFile.Refusal) in
                guard rules.contains(where: { $0.name == name }) else { throw .noRule(name) }
                rules.removeAll { $0.name == name }
            }
        case .silence, .unsilence, .see, .test:
            post.carryOut(order)
            return nil
        }
    }

    /// Puts a rule in the place of another one, or at the end.
    private func put(
        _ rule: AlertRule, replacing old: String?, among rules: inout [AlertRule]
    ) throws(AlertFile.Refusal) {
        let configured = configuredNames
        let isTaken = rules.contains { $0.name == rule.name && $0.name != old }
        guard !isTaken, !configured.contains(rule.name) else { throw .taken(rule.name) }
        if let old, let place = rules.firstIndex(where: { $0.name == old }) {
            rules[place] = rule
        } else {
            guard AlertForm.hasRoom(beside: configured, rules) else { throw .tooMany }
            rules.append(rule)
        }
    }

    private var configuredNames: Set<String> {
        state.withLock { Set($0.settings.rules.map(\.name)) }
    }

    /// Changes the rules that were made on the screen, here and in their file.
    private func change(
        _ change: (inout [AlertRule]) throws(AlertFile.Refusal) -> Void
    ) -> String? {
        var words: String?
        do throws(AlertFile.Refusal) {
            if let path = isSimulated ? nil : place.folder?.alerts {
                words = try keep(in: path, change)
            } else {
                // For this run.
                var rules = state.withLock { $0.kept }
                try change(&rules)
                state.withLock { $0.kept = rules }
                words = "\(isSimulated ? AlertFile.Refusal.simulated : .noHome)"
            }
        } catch {
            return "\(error)"
        }
        let (setup, posts) = state.withLock { (self.setup(of: $0), $0.posts) }
        for post in posts { post.change(setup) }
        return words
    }

    /// - Returns: a sentence on what was kept beside the file.
    private func keep(
        in path: String, _ change: (inout [AlertRule]) throws(AlertFile.Refusal) -> Void
    ) throws(AlertFile.Refusal) -> String? {
        do throws(FileError) { try place.folder?.make() } catch { throw .file(error) }
        let (rules, copy) = try AlertFile.change(path, change)
        state.withLock { state in
            state.kept = rules
            state.stamps[path] = FileStamp(of: path)
            state.faults[path] = nil
        }
        return copy.map { "The file as it was is kept as \($0)." }
    }
}
