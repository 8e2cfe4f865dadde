import Synchronization
import TestSupport
import Testing

@testable import TrackerEngine

@Suite(.timeLimit(.minutes(5)))
struct PacerTests {
    static let start = Timestamp(milliseconds: 1_700_000_000_000)
    static let pause = Duration.milliseconds(250)

    /// Turns as they were given.
    final class Turns: Sendable {
        private let list = Mutex<[Timestamp]>([])
        var times: [Timestamp] { list.withLock { $0 } }
        func note(_ time: Timestamp) { list.withLock { $0.append(time) } }

        var areApart: Bool {
            zip(times, times.dropFirst()).allSatisfy { $1 - $0 >= PacerTests.pause || $1 < $0 }
        }
    }

    /// Starts so many tasks that want a turn, and moves the clock by `step` until all have had it.
    static func run(
        _ count: Int, on clock: ManualClock, _ step: @Sendable (_ alarm: Timestamp) -> Timestamp
    ) async -> Turns {
        let pacer = Pacer(pause: pause, clock: clock)
        let turns = Turns()
        await withTaskGroup { group in
            for _ in 0..<count {
                group.addTask {
                    await pacer.turn()
                    turns.note(clock.now)
                }
            }
            for done in 1...count {
                await group.next()
                if done < count { await clock.sleepers(count - done) }
                if let alarm = clock.nextAlarm {
                    clock.set(step(alarm))
                }
            }
        }
        return turns
    }

    @Test func `the first turn is at once, each further one a pause later`() async {
        let turns = await Self.run(6, on: ManualClock(Self.start)) { $0 }
        #expect(turns.times == (0..<6).map { Self.start + Self.pause * $0 })
    }

    @Test func `two turns are never closer than the pause, however late a task wakes`() async {
        for late in [1, 100, 249, 250, 251, 700, 5000] {
            let turns = await Self.run(6, on: ManualClock(Self.start)) {
                $0 + .milliseconds(late)
            }
            #expect(turns.times.count == 6)
            #expect(turns.areApart, "\(late)")
        }
    }

    @Test func `a clock that is set back by hours holds up nobody, and bunches nobody`() async {
        let clock = ManualClock(Self.start)
        let pacer = Pacer(pause: Self.pause, clock: clock)
        let turns = Turns()
        await withTaskGroup { group in
            for _ in 0..<5 {
                group.addTask {
                    await pacer.turn()
                    turns.note(clock.now)
                }
            }
            await group.next()
            await clock.sleepers(4)
            clock.set(Self.start + .seconds(-7200))
            clock.wakeAll()
            for left in [3, 2, 1, 0] {
                await group.next()
                if left > 0 { await clock.sleepers(left) }
                if let alarm = clock.nextAlarm { clock.set(alarm) }
            }
        }
        #expect(turns.times.count == 5)
        #expect(turns.areApart)
        let after = turns.times.dropFirst().last.map { $0 - (Self.start + .seconds(-7200)) }
        #expect(after == Self.pause * 3)
    }

    @Test func `whoever is called off does not wait on`() async {
        let clock = ManualClock(Self.start)
        let pacer = Pacer(pause: .seconds(60), clock: clock)
        await pacer.turn()
        await withTaskGroup { group in
            group.addTask { await pacer.turn() }
            await clock.sleepers(1)
            group.cancelAll()
        }
        #expect(clock.now == Self.start)
    }

    @Test func `a quiet server is asked at once`() async {
        let clock = ManualClock(Self.start)
        let pacer = Pacer(pause: Self.pause, clock: clock)
        for _ in 0..<3 {
            await pacer.turn()
            clock.advance(by: .seconds(30))
        }
        #expect(clock.now == Self.start + .seconds(90))
    }
}
