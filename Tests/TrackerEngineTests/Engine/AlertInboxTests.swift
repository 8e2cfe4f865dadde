import Testing

@testable import TrackerEngine

@Suite(.timeLimit(.minutes(5)))
struct AlertInboxTests {
    static let batch = AlertInbox.Item.batch(AlertBatch([], memory: AlertMemory()))

    @Test func `who waits for batches goes on when they are kept, not when they are given out`()
        async
    {
        let inbox = AlertInbox()
        await inbox.settle()
        inbox.put(Self.batch)
        inbox.put(.alarm(Timestamp(milliseconds: 0)))
        #expect(inbox.removeAll().count == 2)
        let waiting = Task { await inbox.settle() }
        inbox.noteKept()
        await waiting.value
        await inbox.settle()
    }

    @Test func `what comes after it was given out is not kept with it`() async {
        let inbox = AlertInbox()
        inbox.put(Self.batch)
        _ = inbox.removeAll()
        inbox.put(Self.batch)
        inbox.noteKept()
        let waiting = Task { await inbox.settle() }
        // A task that is called off does not wait.
        waiting.cancel()
        await waiting.value
        #expect(inbox.removeAll().count == 1)
        inbox.noteKept()
        await inbox.settle()
    }
}
