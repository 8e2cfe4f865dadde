import Foundation
import TrackerEngine

/// A day of minute prices, gone through by the rules of alerts as fast as it goes: how often each
/// rule fires, and which mails come of it.
///
/// The file has rows `unix_minute,pair,price`, by minute; with `.gz` it is unpacked. Prices of no
/// matter which exchange: the pairs become those of "binance".
struct AlertsDay {
    private let batches: [Batch]

    init(file: String) throws {
        let market = try Market("binance")
        var quotes: [Minute: [Quote]] = [:]
        for line in try Self.text(of: file).split(whereSeparator: \.isNewline).dropFirst() {
            let fields = line.split(separator: ",")
            guard fields.count == 3, let seconds = Int(fields[0]), let amount = Double(fields[2])
            else { continue }
            let pair = Instrument(market: market, pair: try Pair(String(fields[1])))
            quotes[Minute(unixSeconds: seconds), default: []].append(Quote(pair, try Price(amount)))
        }
        batches = quotes.sorted { $0.key < $1.key }.map { Batch(minute: $0.key, quotes: $0.value) }
    }

    private static func text(of file: String) throws -> String {
        guard file.hasSuffix(".gz") else {
            return try String(contentsOfFile: file, encoding: .utf8)
        }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["gzip", "-dc", file]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        return String(decoding: data, as: UTF8.self)
    }

    func run() throws {
        let days = Set(batches.map { Self.day(of: $0.minute) }).sorted()
        print("fires a pair, by day (\(days.joined(separator: ", ")))\n")
        print(Self.row("rule", ["edges", "back at half", "and 30 min", "as it comes"], width: 16))
        for text in Self.texts {
            let counts = try Self.variants.map { variant in
                try self.counts(of: try Self.rule(text, variant), by: days)
                    .map { "\(($0 * 100).rounded() / 100)" }.joined(separator: " / ")
            }
            print(Self.row(text, counts, width: 16))
        }
        print("\nMails of all these rules:")
        try mail(Self.texts.map { try Self.rule($0) }, isWhole: false)
        print("\nMails of one rule, fast: moves 5% in 15m:")
        try mail([try Self.rule("move:15m>=5", name: "fast")], isWhole: true)
    }
}

// MARK: - Rules

extension AlertsDay {
    private static let texts = [
        "move:5m>=3", "move:15m>=3", "move:15m>=5", "move:60m>=5", "unusual:15m>=4",
        "unusual:15m>=6",
    ]

    private static let variants: [@Sendable (inout AlertRule.Sensitivity) -> Void] = [
        { ($0.margin, $0.steps, $0.coolDown) = (.absolute(0), false, 0) },
        { ($0.steps, $0.coolDown) = (false, 0) },
        { ($0.steps, $0.coolDown) = (false, 30) },
        { _ in },
    ]

    private static func rule(
        _ text: String, name: String? = nil,
        _ change: (inout AlertRule.Sensitivity) -> Void = { _ in }
    ) throws -> AlertRule {
        let name = name ?? text.replacing(":", with: "-").replacing(">=", with: "-")
        var rule = AlertRule(
            name, on: AlertScope([try AlertReader.part("binance:*usdt")]),
            when: try AlertReader.conditions(text))
        change(&rule.sensitivity)
        return rule
    }

    /// How often a rule fires on each day, on the average of its pairs.
    private func counts(of rule: AlertRule, by days: [String]) throws -> [Double] {
        let events = try look([rule]) { _, _ in }
        let pairs = Set(batches.flatMap(\.quotes).map(\.instrument))
            .filter { $0.pair.name.hasSuffix("usdt") }
        return days.map { day in
            let count = events.count { $0.kind != .end && Self.day(of: $0.minute) == day }
            return Double(count) / Double(max(1, pairs.count))
        }
    }

    /// Gives every minute to a watch; `visit` gets what it says.
    @discardableResult
    private func look(
        _ rules: [AlertRule], _ visit: (Minute, [AlertEvent]) -> Void
    ) throws -> [AlertEvent] {
        var watch = AlertWatch(rules)
        var day = RollingDay()
        var events: [AlertEvent] = []
        for batch in batches {
            day.ingest(batch)
            let window = DayWindow(day, through: batch.minute)
            let new = window.markets.flatMap { watch.look(at: $0, in: window) }
            visit(batch.minute, new)
            events += new
            _ = day.sealNext(before: batch.minute.advanced(by: -5))
            day.drop(before: batch.minute.windowStart)
        }
        return events
    }

    private static func day(of minute: Minute) -> String {
        String("\(minute.start.iso)".prefix(10))
    }

    private static func row(_ name: String, _ fields: [String], width: Int) -> String {
        ([name] + fields).map { $0.padding(toLength: width, withPad: " ", startingAt: 0) }
            .joined()
    }
}

// MARK: - Mail

extension AlertsDay {
    /// What a person with these rules would have got: how many mails an hour; if `isWhole`, their
    /// subjects and the longest of them.
    private func mail(_ rules: [AlertRule], isWhole: Bool) throws {
        let letters = AlertLetter(rules) { _ in 0 }
        guard let first = batches.first?.minute.start else { return }
        var outbox = Outbox(["mail": .mail], at: first)
        var sent: [(time: Timestamp, letter: MailForm.Letter)] = []
        var wake: Timestamp?
        /// Sends what is due until a time.
        func send(until end: Timestamp) {
            while let now = wake, now < end {
                let step = outbox.next(at: now)
                for message in step.messages {
                    sent.append((now, letters.letter(of: message)))
                    outbox.answered(
                        message.number, on: message.channel, with: .accepted("250 Ok"), at: now)
                }
                wake = step.messages.isEmpty ? step.again : now
            }
        }
        var told = 0
        try look(rules) { minute, events in
            // Polls are answered some seconds into the minute.
            let now = minute.start + .seconds(3)
            send(until: now)
            guard !events.isEmpty else { return }
            told += events.count
            outbox.add(events, to: ["mail"], at: now)
            wake = now
        }
        send(until: (batches.last?.minute.start ?? first) + .seconds(7200))
        report(sent, of: told)
        if isWhole { show(sent) }
    }

    private func report(_ sent: [(time: Timestamp, letter: MailForm.Letter)], of told: Int) {
        let hours = Dictionary(grouping: sent) { "\($0.time.iso)".prefix(13) }
        print("\(told) alerts, \(sent.count) mails; by hour of UTC:")
        for (hour, mails) in hours.sorted(by: { $0.key < $1.key }) {
            print("  \(hour)h  \(mails.count)")
        }
        let most = sent.indices.map { first in
            sent[first...].prefix { $0.time < sent[first].time + .seconds(3600) }.count
        }
        print("most within any hour: \(most.max() ?? 0)\n")
    }

    private func show(_ sent: [(time: Timestamp, letter: MailForm.Letter)]) {
        for (time, letter) in sent { print("\(time.iso.prefix(19))  \(letter.subject)") }
        guard let longest = sent.max(by: { $0.letter.text.utf8.count < $1.letter.text.utf8.count })
        else { return }
        print("\n--- the longest\n\nSubject: \(longest.letter.subject)\n\n\(longest.letter.text)")
    }
}
