import Testing

@testable import TrackerEngine

@Suite(.timeLimit(.minutes(5)))
struct BellTests {
    @Test func `a ring that nobody waits for is kept, once`() async {
        let bell = Bell()
        bell.ring()
        bell.ring()
        await bell.wait()
        await withTaskGroup { group in
            group.addTask { await bell.wait() }
            bell.ring()
            await group.waitForAll()
        }
    }

    @Test func `whoever is called off waits no more, before or while it waits`() async {
        let bell = Bell()
        for _ in 0..<500 {
            await withTaskGroup { group in
                group.addTask { await bell.wait() }
                group.cancelAll()
            }
        }
        bell.ring()
        await bell.wait()
    }

    @Test func `no ring is lost between many waits`() async {
        let (bell, answers) = (Bell(), Bell())
        await withTaskGroup { group in
            group.addTask {
                for _ in 0..<500 {
                    await bell.wait()
                    answers.ring()
                }
            }
            for _ in 0..<500 {
                bell.ring()
                await answers.wait()
            }
        }
    }
}
