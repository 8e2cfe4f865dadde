/// Bodies that were made, up to a weight: the oldest that nobody asked for again goes first.
///
/// A queue with a second chance: an entry that was asked for since it was put in goes to the end of
/// the queue again where it would have to go. So a client that walks through all pairs pushes out
/// what it left behind, and not what others ask for again and again.
struct AnswerCache {
    struct Key: Hashable {
        let instrument: Instrument
        let coding: ContentCoding
    }

    private struct Entry {
        let key: Key
        let body: PortBody
        var wasAskedAgain = false
    }

    /// In bytes, as `PortBody.weight` counts them.
    let limit: Int
    /// Never above the limit.
    private(set) var weight = 0
    /// The oldest one is `queue[head]`; what was before it is `nil`.
    private var queue: [Entry?] = []
    private var head = 0
    /// How many places were cut off the front: numbers of places do not change by that.
    private var cut = 0
    /// Numbers of places.
    private var places: [Key: Int] = [:]

    init(limit: Int) { self.limit = limit }

    /// Cost: a look-up.
    mutating func body(_ key: Key) -> PortBody? {
        guard let place = places[key] else { return nil }
        queue[place - cut]?.wasAskedAgain = true
        return queue[place - cut]?.body
    }

    /// Nothing is kept that is heavier than the limit, or that is there already.
    mutating func keep(_ body: PortBody, _ key: Key) {
        guard body.weight <= limit, places[key] == nil else { return }
        while weight + body.weight > limit { takeOldest() }
        append(Entry(key: key, body: body))
        weight += body.weight
    }

    private mutating func append(_ entry: Entry) {
        places[entry.key] = cut + queue.count
        queue.append(entry)
    }

    /// Drops it, or moves it to the end.
    private mutating func takeOldest() {
        guard let oldest = queue[head] else { preconditionFailure("the queue is empty") }
        queue[head] = nil
        head += 1
        if oldest.wasAskedAgain {
            append(Entry(key: oldest.key, body: oldest.body))
        } else {
            places[oldest.key] = nil
            weight -= oldest.body.weight
        }
        // As seldom as there are entries: nothing on average.
        if head > 1000, head > queue.count / 2 {
            queue.removeSubrange(..<head)
            cut += head
            head = 0
        }
    }

    /// Those of some markets only.
    func filtered(_ isKept: (Market) -> Bool) -> AnswerCache {
        var rest = AnswerCache(limit: limit)
        for case let entry? in queue[head...] where isKept(entry.key.instrument.market) {
            rest.keep(entry.body, entry.key)
        }
        return rest
    }
}
