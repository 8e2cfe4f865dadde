/// Replies by the bytes of the request that they were made for.
///
/// An answer depends on the request, the snapshot and the second: its owner empties this when one of
/// the two others is another one.
struct ReadyReplies {
    private struct Ready {
        let question: [UInt8]
        let reply: PortReply
    }

    /// In bytes: what the replies weigh at the most, bodies included.
    let limit: Int
    /// Never above the limit.
    private(set) var weight = 0
    private var ready: [UInt64: Ready] = [:]

    init(limit: Int) { self.limit = limit }

    /// Cost: about 0.1 µs.
    func reply(to question: UnsafeRawBufferPointer, hash: UInt64) -> PortReply? {
        guard let found = ready[hash], unsafe question.elementsEqual(found.question) else {
            return nil
        }
        return found.reply
    }

    /// Where there is no room all others go: they would not stay for longer than a second.
    mutating func keep(_ reply: PortReply, to question: [UInt8], hash: UInt64) {
        let added = reply.weight + question.count
        guard added <= limit, ready[hash] == nil else { return }
        if weight + added > limit { removeAll() }
        ready[hash] = Ready(question: question, reply: reply)
        weight += added
    }

    mutating func removeAll() {
        ready.removeAll(keepingCapacity: true)
        weight = 0
    }
}
