import Foundation
import Testing

@testable import TrackerEngine

struct MessageFieldTests {
    /// The most that a name from outside may hold.
    static let hostile = "b\"t\\c{title}<!channel>@everyone`;$(x)"

    static func event(_ pair: String = "btcusd", at minute: Int = 29_931_211) throws -> AlertEvent {
        let instrument = Instrument(market: try Market("kraken"), pair: try Pair(pair))
        var event = AlertEvent(
            rule: "fast", subject: .pair(instrument), minute: Minute(index: minute), kind: .fire)
        event.price = try Price(68_412.1)
        event.base = try Price(65_030)
        event.value = 5.2
        return event
    }

    static func message(_ events: [AlertEvent], text: String = "line\nline") -> AlertMessage {
        let letter = MailForm.Letter(subject: "kraken \(hostile) up", text: text)
        let minute = Minute(index: 29_931_211)
        let identity = MailForm.Identity(kind: "fire", minute: minute, key: "k")
        var message = AlertMessage(letter, identity, at: minute.start)
        message.events = events
        return message
    }

    static func read(_ bytes: [UInt8]) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    }

    @Test func `an alert as JSON has its facts, exact to the bit`() throws {
        let json = try Self.read(Self.message([try Self.event(Self.hostile)]).json)
        #expect(json["kind"] as? String == "fire" && json["rule"] as? String == "fast")
        #expect(json["market"] as? String == "kraken" && json["pair"] as? String == Self.hostile)
        #expect(json["time"] as? Int == 29_931_211 * 60 && json["count"] as? Int == 1)
        #expect(json["price"] as? Double == 68_412.1 && json["then"] as? Double == 65_030)
        #expect(json["change"] as? Double == 68_412.1 / 65_030 - 1)
        #expect(json["title"] as? String == "kraken \(Self.hostile) up")
        #expect(json["text"] as? String == "line\nline" && json["events"] == nil)
        let bytes = Self.message([try Self.event()]).json
        #expect(
            String(decoding: bytes, as: UTF8.self).contains("\"price\":68412.1,\"then\":65030,"))
    }

    @Test func `a digest has a list of its alerts, and a test has none`() throws {
        let events = [try Self.event("btcusd"), try Self.event(Self.hostile)]
        let json = try Self.read(Self.message(events).json)
        #expect(json["kind"] as? String == "digest" && json["count"] as? Int == 2)
        #expect(json["pair"] is NSNull && json["price"] is NSNull)
        let list = json["events"] as? [[String: Any]]
        #expect(list?.map { $0["pair"] as? String } == ["btcusd", Self.hostile])
        let many = try (1...250).map { try Self.event("c\($0)usd") }
        let large = try Self.read(Self.message(many).json)
        #expect(large["count"] as? Int == 250)
        #expect((large["events"] as? [Any])?.count == AlertLetter.mostLines)
        let test = try Self.read(Self.message([]).json)
        #expect(test["kind"] as? String == "test" && test["count"] as? Int == 0)
        #expect(test["time"] as? Int == 29_931_211 * 60)
    }

    @Test func `the key is the same for each try, and another for another message`() {
        let minute = Minute(index: 7)
        let words = ["a", "b"].map { MailForm.Identity(kind: "fire", minute: minute, key: $0).word }
        #expect(words[0] != words[1] && words[0].hasPrefix("fire.7."))
        #expect(MailForm.Identity(kind: "fire", minute: minute, key: "a").word == words[0])
    }
}
