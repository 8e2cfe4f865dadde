package import TrackerEngine

/// What fired, and what became of it: lines for a person, JSON and CSV for scripts.
package struct AlertHistory {
    /// Oldest first.
    private let records: [AlertRecord]
    private let letter: AlertLetter
    private let localTime: LocalTime

    /// `rules`: of rules that are no more, names are all that is told.
    package init(_ records: [AlertRecord], rules: [AlertRule], _ localTime: LocalTime) {
        self.records = records
        letter = AlertLetter(rules, offset: localTime.offset)
        self.localTime = localTime
    }

    /// A line for each event, the newest at the end:
    /// `27 Nov 22:14  kraken BTC/USD up 5.1% in 9 min to 68,210.1 [fast] · mail accepted`.
    package var text: String {
        records.map { line($0) + "\n" }.joined()
    }

    private func line(_ record: AlertRecord) -> String {
        let seconds = record.event.minute.unixSeconds
        let time = "\(localTime.date(at: seconds)) \(localTime.clock(at: seconds))"
        let subject = letter.subject(of: record.event).plain(upTo: 200)
        let ends =
            record.isSilenced
            ? ["silenced"]
            : record.deliveries.map { "\($0.channel.plain(upTo: 80)) \(Self.words($0))" }
        let end = ends.isEmpty ? "" : " · \(ends.joined(separator: ", "))"
        return "\(time)  \(subject)\(end)"
    }

    /// What was accepted needs no explanation.
    private static func words(_ delivery: AlertRecord.Delivered) -> String {
        let state = delivery.state.rawValue
        guard delivery.state != .accepted, let reply = delivery.reply else { return state }
        return "\(state) (\(reply.plain(upTo: 120)))"
    }

    /// `{"events":[…]}`.
    package var json: [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.key("events")
            writer.events(records)
        }
        return writer.bytes
    }

    /// A line for each event below one with the names of the columns.
    package var csv: String {
        let columns = [
            "time", "kind", "rule", "market", "pair", "price", "value", "then", "since", "seen",
            "silenced", "deliveries",
        ]
        return ([columns] + records.map(row))
            .map { $0.map(Self.field).joined(separator: ",") + "\n" }.joined()
    }

    private func row(_ record: AlertRecord) -> [String] {
        let event = record.event
        let pair =
            if case .pair(let instrument) = event.subject { instrument.pair.name } else { "" }
        let deliveries = record.deliveries.map { "\($0.channel)=\($0.state.rawValue)" }
        return [
            "\(event.minute.unixSeconds)", event.kind.rawValue, event.rule,
            event.subject.market?.name ?? "", pair,
            event.price.map { Self.number($0.amount) } ?? "",
            event.value.map(Self.number) ?? "", event.base.map { Self.number($0.amount) } ?? "",
            event.baseMinute.map { "\($0.unixSeconds)" } ?? "", record.isSeen ? "1" : "0",
            record.isSilenced ? "1" : "0", deliveries.joined(separator: " "),
        ]
    }

    /// The shortest text that reads back to the same bits.
    private static func number(_ value: Double) -> String {
        var writer = JSONWriter()
        writer.number(value)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// A field as RFC 4180 has it.
    private static func field(_ text: String) -> String {
        let text = text.plain()
        guard text.contains(where: { ",\"\n\r".contains($0) }) else { return text }
        return "\"\(text.replacing("\"", with: "\"\""))\""
    }
}
