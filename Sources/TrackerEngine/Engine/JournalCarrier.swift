/// Carries writes to the journal, one after the other; their queue is `EngineState.journal`.
final class JournalCarrier: EffectChannel {
    private let bell = Bell()

    func accept(_ effects: [EngineEffect], from state: inout EngineState) {
        for case .journal(let effect) in effects { state.journal.add(effect) }
        if state.journal.hasNext { bell.ring() }
    }

    func work(for engine: Engine) async {
        while !Task.isCancelled {
            await writeAll(for: engine)
            await bell.wait()
        }
    }

    func finish(for engine: Engine) async { await writeAll(for: engine) }

    private func writeAll(for engine: Engine) async {
        while let write = await engine.nextWrite() {
            await engine.settle()
            do throws(StoreError) {
                try await write.effect.write(to: write.journal)
                await engine.ended(write, nil)
            } catch {
                await engine.ended(write, error)
            }
        }
    }
}
