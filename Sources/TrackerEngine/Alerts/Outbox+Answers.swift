extension Outbox {
    /// Notes what became of a message that `next` gave; of any other, nothing.
    public mutating func answered(
        _ number: Int, on channel: String, with delivery: Delivery, at now: Timestamp
    ) {
        advance(to: now)
        guard var standing = standings[channel], let way = standing.underWay,
            way.message == number
        else { return }
        standing.underWay = nil
        standing.reply = delivery.words
        standing.redate(number, to: time)
        switch delivery {
        case .accepted:
            standing.recovered(after: number)
            standing.refusals = nil
            if let lost = way.lost { standing.told(lost) }
        case .refused:
            standing.recovered(after: number)
            standing.forget(number)
            standing.refuse(at: shown, time)
        case .later(_, let asked): standing.fail(number, asked, at: time)
        case .barred:
            standing.fail(number, .seconds(3600), at: time)
            standing.isBarred = true
        case .unanswered:
            // It may have arrived, and counts as sent.
            standing.rest(nil, at: time, seed: number)
        }
        standings[channel] = standing
        let isMeant = { (row: OutboxRow) in row.channel == channel && row.message == number }
        switch delivery {
        case .accepted(let reply): close(.accepted, where: isMeant, reply: reply)
        case .refused(let reply): close(.refused, where: isMeant, reply: reply)
        case .later, .barred, .unanswered:
            for place in rows.indices where isMeant(rows[place]) {
                rows[place].reply = delivery.words
            }
        }
    }
}
