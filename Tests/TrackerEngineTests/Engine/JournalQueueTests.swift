import TestSupport
import Testing

@testable import TrackerEngine

struct JournalQueueTests {
    static let now = EngineStateTests.minute
    static let writing = StoreHealth.writing(place: "p", through: nil)
    static let failing = StoreHealth.failing(place: "p", reason: "disk full")

    static func batch(_ offset: Int) throws -> Batch {
        let quote = Quote(try Samples.instrument(0), try Price(Double(offset + 2)))
        return Batch(minute: now.advanced(by: offset), quotes: [quote])
    }

    /// The minutes that some writes would store.
    static func minutes(_ writes: [JournalEffect]) -> [Minute] {
        writes.flatMap { write in
            switch write {
            case .append(let batch, _): [batch.minute]
            case .amend(let batches): batches.map(\.minute)
            case .backfill, .seal, .note, .prune: [] as [Minute]
            }
        }
    }

    /// A journal that fails, is opened late or read anew at any step: in the end it has every
    /// minute, and nothing is given to it while it is not there.
    @Test(arguments: UInt64(1)...100)
    func `no minute is forgotten, whatever the journal does`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var (queue, day) = (JournalQueue(Self.writing), RollingDay())
        var (isOpen, stored) = (false, Set<Minute>())
        for offset in 0..<40 {
            let batch = try Self.batch(offset)
            day.ingest(batch)
            queue.add(.append(batch, StoreReport()))
            switch Int.random(in: 0..<6, using: &random) {
            case 0:
                queue.wasRead(from: Self.now.windowStart)
                isOpen = true
            case 1:
                queue.replace(Self.failing)
                isOpen = false
                // What was underway to the old one is lost with it.
                for offset in 0...offset where !stored.contains(Self.now.advanced(by: offset)) {
                    queue.missed(.append(try Self.batch(offset), StoreReport()))
                }
            default: break
            }
            for write in queue.retries(of: day) { queue.add(write) }
            #expect(isOpen || !queue.hasNext)
            while let write = queue.next() {
                guard Bool.random(using: &random) else {
                    queue.missed(write)
                    continue
                }
                _ = queue.stored(write, at: "p")
                stored.formUnion(Self.minutes([write]))
            }
        }
        queue.wasRead(from: Self.now.windowStart)
        for _ in 0..<2 {
            for write in queue.retries(of: day, most: .max) { queue.add(write) }
            while let write = queue.next() {
                _ = queue.stored(write, at: "p")
                stored.formUnion(Self.minutes([write]))
            }
        }
        #expect(stored == Set((0..<40).map { Self.now.advanced(by: $0) }))
        #expect(queue.retries(of: day).isEmpty)
        #expect(queue.health == .writing(place: "p", through: Self.now.advanced(by: 39)))
    }

    @Test(arguments: [StoreHealth.memory(reason: "none"), .following(place: "p")])
    func `without a journal of one's own nothing is queued or remembered`(health: StoreHealth)
        throws
    {
        var queue = JournalQueue(health)
        var day = RollingDay()
        day.ingest(try Self.batch(0))
        queue.add(.append(try Self.batch(0), StoreReport()))
        #expect(!queue.hasNext)
        #expect(queue.retries(of: day).isEmpty)
        #expect(queue.isToBeRead(from: Self.now.windowStart) == false)
    }

    @Test func `a store that another program writes drops what was queued for it`() throws {
        var (queue, day) = (JournalQueue(Self.writing), RollingDay())
        queue.wasRead(from: Self.now.windowStart)
        for offset in 0..<3 {
            day.ingest(try Self.batch(offset))
            queue.add(.append(try Self.batch(offset), StoreReport()))
        }
        queue.missed(.append(try Self.batch(0), StoreReport()))
        _ = queue.collect(
            Backfill(try Samples.instrument(0), Series(start: Self.now, amounts: [1])))
        queue.replace(.following(place: "p"))
        #expect(!queue.hasNext)
        #expect(queue.writeCollected().isEmpty && queue.retries(of: day).isEmpty)
        #expect(queue.health == .following(place: "p"))
        queue.replace(Self.writing)
        #expect(queue.isToBeRead(from: Self.now.windowStart) == true)
    }

    @Test func `a journal that found damage is read again before anything more is written`() throws
    {
        var (queue, day) = (JournalQueue(Self.writing), RollingDay())
        queue.wasRead(from: Self.now.windowStart)
        for offset in 0..<3 {
            day.ingest(try Self.batch(offset))
            queue.add(.append(try Self.batch(offset), StoreReport()))
        }
        let begun = queue.next()
        queue.missed(try #require(begun))
        queue.foundDamage()
        #expect(!queue.hasNext)
        #expect(queue.isToBeRead(from: Self.now.windowStart) == true)
        queue.wasRead(from: Self.now.windowStart)
        let minutes = (0..<3).map { Self.now.advanced(by: $0) }
        #expect(Self.minutes(queue.retries(of: day)) == minutes)
    }

    @Test func `a window behind what was read, or ahead of all of it, is read anew`() {
        let first = Self.now.windowStart
        var queue = JournalQueue(Self.writing)
        #expect(queue.isToBeRead(from: first) == true)
        queue.wasRead(from: first)
        #expect(queue.isToBeRead(from: first) == false)
        #expect(queue.isToBeRead(from: first.advanced(by: 1440)) == false)
        // What was read reaches no further back than that now.
        #expect(queue.isToBeRead(from: first.advanced(by: 1439)) == true)
        #expect(queue.isToBeRead(from: first.advanced(by: 1440 + 1441)) == true)
        #expect(queue.isToBeRead(from: first.advanced(by: 1440 + 1440)) == false)
    }

    @Test func `the store is well again only when nothing is missing`() throws {
        var queue = JournalQueue(Self.writing)
        queue.missed(.append(try Self.batch(0), StoreReport()))
        queue.note(Self.failing)
        #expect(queue.stored(.append(try Self.batch(1), StoreReport()), at: "p") == false)
        #expect(queue.health == Self.failing)
        #expect(queue.stored(.amend([try Self.batch(0)]), at: "p") == true)
        // The one after it was stored all along.
        #expect(queue.health == .writing(place: "p", through: Self.now.advanced(by: 1)))
    }
}
