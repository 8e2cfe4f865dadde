/// Whole numbers of a column: `12,1630152000000 13,1630152060000`.
struct NumberList: Hashable, Sendable {
    private let groups: [[Int]]

    var text: String {
        groups.map { $0.map(String.init).joined(separator: ",") }.joined(separator: " ")
    }

    /// - Throws: damage, for what is no such text.
    init(_ text: String) throws(SQLiteError) {
        var groups: [[Int]] = []
        for group in text.split(separator: " ") {
            let numbers = group.split(separator: ",").map { Int($0) }
            if numbers.contains(nil) { throw .damaged("a list that is none") }
            groups.append(numbers.compactMap(\.self))
        }
        self.groups = groups
    }

    /// Those of a group that has so many.
    private func numbers(_ group: [Int], _ count: Int) throws(SQLiteError) -> [Int] {
        guard group.count == count else { throw .damaged("a list that is too short") }
        return group
    }
}

// MARK: - What a channel remembers

extension NumberList {
    init(_ lost: OutboxMessage.Lost?) {
        groups = lost.map { [[$0.count, $0.first.index, $0.last.index]] } ?? []
    }

    var lost: OutboxMessage.Lost? {
        get throws(SQLiteError) {
            guard let group = groups.first else { return nil }
            let numbers = try numbers(group, 3)
            return OutboxMessage.Lost(
                count: try AlertNumbers.counter(numbers[0]),
                first: try AlertNumbers.minute(numbers[1]),
                last: try AlertNumbers.minute(numbers[2]))
        }
    }

    init(_ refusals: ChannelStanding.Refusals?) {
        // The newest is a group of its own: programs that do not know of it read the first one.
        groups =
            refusals.map { [[$0.count, $0.since.milliseconds], [$0.newest.milliseconds]] } ?? []
    }

    var refusals: ChannelStanding.Refusals? {
        get throws(SQLiteError) {
            guard let group = groups.first else { return nil }
            let first = try numbers(group, 2)
            let newest = try groups.dropFirst().first.map { (group) throws(SQLiteError) in
                try AlertNumbers.time(try numbers(group, 1)[0])
            }
            let since = try AlertNumbers.time(first[1])
            return ChannelStanding.Refusals(
                count: try AlertNumbers.counter(first[0]), since: since, newest: newest ?? since)
        }
    }

    init(_ way: ChannelStanding.UnderWay?) {
        groups = way.map { [[$0.message]] + NumberList($0.lost).groups } ?? []
    }

    var underWay: ChannelStanding.UnderWay? {
        get throws(SQLiteError) {
            guard let group = groups.first else { return nil }
            let lost = try NumberList(groups: Array(groups.dropFirst())).lost
            let message = try AlertNumbers.counter(numbers(group, 1)[0])
            return ChannelStanding.UnderWay(message: message, lost: lost)
        }
    }

    init(_ sent: [ChannelStanding.Sent]) {
        groups = sent.map { [$0.time.milliseconds, $0.message, $0.isUrgent ? 1 : 0] }
    }

    var sent: [ChannelStanding.Sent] {
        get throws(SQLiteError) {
            var result: [ChannelStanding.Sent] = []
            for group in groups {
                let numbers = try numbers(group, 3)
                result.append(
                    ChannelStanding.Sent(
                        time: try AlertNumbers.time(numbers[0]),
                        message: try AlertNumbers.counter(numbers[1]),
                        isUrgent: numbers[2] != 0))
            }
            return result
        }
    }

    init(_ messages: [Int: Timestamp]) {
        groups = messages.sorted { $0.key < $1.key }.map { [$0.key, $0.value.milliseconds] }
    }

    var messages: [Int: Timestamp] {
        get throws(SQLiteError) {
            var result: [Int: Timestamp] = [:]
            for group in groups {
                let numbers = try numbers(group, 2)
                result[try AlertNumbers.counter(numbers[0])] = try AlertNumbers.time(numbers[1])
            }
            return result
        }
    }

    private init(groups: [[Int]]) { self.groups = groups }
}
