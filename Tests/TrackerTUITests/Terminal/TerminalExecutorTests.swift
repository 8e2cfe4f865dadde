import Glibc
import Testing

@testable import TrackerTUI

@Suite(.timeLimit(.minutes(5)))
struct TerminalExecutorTests {
    /// Counts on the executor, and tells the thread that it runs on.
    actor Counter {
        nonisolated let executor: TerminalExecutor
        nonisolated var unownedExecutor: UnownedSerialExecutor {
            unsafe executor.asUnownedSerialExecutor()
        }
        private(set) var count = 0

        init(on executor: TerminalExecutor) { self.executor = executor }

        func increment() -> pthread_t {
            count += 1
            return pthread_self()
        }
    }

    @Test func `all work of its actors is done on one thread`() async {
        let counter = Counter(on: TerminalExecutor())
        let threads = await withTaskGroup(of: pthread_t.self) { group in
            for _ in 0..<500 { group.addTask { await counter.increment() } }
            return await group.reduce(into: Set<pthread_t>()) { $0.insert($1) }
        }
        #expect(threads.count == 1)
        #expect(await counter.count == 500)
    }

    @Test func `what can be read wakes it, and so does the other end going away`() async {
        var ends: [Int32] = [-1, -1]
        #expect(unsafe pipe(&ends) == 0)
        let (input, output) = (ends[0], ends[1])
        let executor = TerminalExecutor()
        let (stream, continuation) = AsyncStream<TerminalExecutor.Readiness>.makeStream()
        executor.update { watch in
            watch.input = input
            watch.wake = { ready in
                var byte: UInt8 = 0
                if ready.contains(.readable) { _ = unsafe read(input, &byte, 1) }
                if ready.contains(.hungUp) { executor.update { $0.input = -1 } }
                continuation.yield(ready)
            }
        }
        var wakes = stream.makeAsyncIterator()
        #expect(unsafe write(output, "x", 1) == 1)
        #expect(await wakes.next() == .readable)
        close(output)
        #expect(await wakes.next() == .hungUp)
        close(input)
    }

    @Test func `a deadline wakes it with nothing ready`() async {
        let executor = TerminalExecutor()
        let (stream, continuation) = AsyncStream<TerminalExecutor.Readiness>.makeStream()
        executor.update { watch in
            watch.deadline = .now
            watch.wake = { ready in
                executor.update { $0.deadline = nil }
                continuation.yield(ready)
            }
        }
        var wakes = stream.makeAsyncIterator()
        #expect(await wakes.next() == [])
    }
}
