/// A fact of a message by its name, for JSON and for the arguments of programs.
enum MessageField: String, Hashable, Sendable, CaseIterable {
    /// The same for each try of a message, and for no other.
    case key
    /// `fire`, `again`, `end`; `digest` of several alerts, `test`.
    case kind
    case rule, market, pair
    /// Unix seconds.
    case time
    case price
    /// The price that a move is measured from.
    case then
    /// From `then` to `price`, as a fraction.
    case change
    /// The figure of the rule.
    case value
    /// One line.
    case title
    case text
    /// The number of alerts.
    case count
}

/// The value of a field.
enum MessageValue: Hashable, Sendable {
    case text(String)
    case number(Double)
    case whole(Int)
    /// The message has nothing of the kind: a digest has no one price.
    case none

    init(_ text: String?) { self = text.map { .text($0) } ?? .none }
    init(_ number: Double?) { self = number.map { .number($0) } ?? .none }

    /// The value as JSON has it; the shortest text of a number.
    var json: [UInt8] {
        var writer = JSONWriter()
        write(to: &writer)
        return writer.bytes
    }

    /// The value as people and programs read it; empty for none.
    var text: String {
        switch self {
        case .text(let text): text
        case .number(let number): AlertNumber.text(number)
        case .whole(let number): "\(number)"
        case .none: ""
        }
    }

    func write(to writer: inout JSONWriter) {
        switch self {
        case .text(let text): writer.string(text)
        case .number(let number): writer.number(number)
        case .whole(let number): writer.number(number)
        case .none: writer.null()
        }
    }
}

extension AlertMessage {
    func value(of field: MessageField) -> MessageValue {
        switch field {
        case .key: .text(identity.word)
        case .title: .text(letter.subject.plain())
        case .text: .text(letter.text.plainLines)
        case .count: .whole(events.count)
        case .kind where events.count != 1: .text(events.isEmpty ? "test" : "digest")
        case .time where events.count != 1: .whole(time.unixSeconds)
        case _ where events.count != 1: .none
        default: events[0].value(of: field)
        }
    }

    /// All fields as an object, and those of each alert where there are several, at most as many as
    /// the text tells of:
    /// `{"key":…,"kind":"digest",…,"events":[{"kind":"fire","rule":"fast",…}]}`.
    var json: [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            for field in MessageField.allCases {
                writer.key(field.rawValue)
                value(of: field).write(to: &writer)
            }
            guard events.count > 1 else { return }
            writer.key("events")
            writer.array { writer in
                for event in AlertLetter.told(events) { event.write(to: &writer) }
            }
        }
        return writer.bytes
    }
}

extension AlertEvent {
    /// The value of a field that each alert has; of others none.
    fileprivate func value(of field: MessageField) -> MessageValue {
        switch field {
        case .kind: .text(kind.rawValue)
        case .rule: .text(rule)
        case .market: MessageValue(subject.market?.name)
        case .pair:
            if case .pair(let instrument) = subject { .text(instrument.pair.name) } else { .none }
        case .time: .whole(minute.unixSeconds)
        case .price: MessageValue(price?.amount)
        case .then: MessageValue(base?.amount)
        case .change: MessageValue(change)
        case .value: MessageValue(value)
        case .key, .title, .text, .count: .none
        }
    }

    fileprivate func write(to writer: inout JSONWriter) {
        let fields: [MessageField] = [
            .kind, .rule, .market, .pair, .time, .price, .then, .change, .value,
        ]
        writer.object { writer in
            for field in fields {
                writer.key(field.rawValue)
                value(of: field).write(to: &writer)
            }
        }
    }
}
