import TestSupport
import Testing

@testable import TrackerEngine

struct AlertFormWritingTests {
    static func rule(seed: UInt64) throws -> AlertRule {
        var random = SeededGenerator(seed: seed)
        var rule = try AlertWalk.rule("rule-\(seed)", &random)
        if Bool.random(using: &random) {
            let parts = try ["favourites", "group:my coins", "kraken:*usd"].map(AlertReader.part)
            rule = AlertRule(rule.name, on: AlertScope(parts), when: rule.conditions)
        }
        let number = Double.random(in: 0...20, using: &random)
        let margins = [number, (number * 10).rounded() / 10].flatMap { ["\($0)%", "\($0)"] }
        if let text = margins.randomElement(using: &random), Bool.random(using: &random) {
            rule.sensitivity.margin = try AlertReader.margin(text)
        }
        let day = try AlertReader.expiry("2027-02-28")
        rule.sensitivity.expiry = Bool.random(using: &random) ? day : nil
        rule.sensitivity.tellsEnd = [nil, true, false].randomElement(using: &random) ?? nil
        rule.delivery.channels = [nil, [], ["mail", "phone"]].randomElement(using: &random) ?? nil
        rule.delivery.isUrgent = Bool.random(using: &random)
        if Bool.random(using: &random) {
            rule.delivery.title = try AlertTemplate("{pair} \"{{x}}\" \\ at {price}\u{1F}")
            rule.delivery.text = try AlertTemplate("line\n\ttab é {rule}")
        }
        return rule
    }

    @Test(arguments: 1...80 as ClosedRange<UInt64>)
    func `a rule that is written is read back as it was`(seed: UInt64) throws {
        let rule = try Self.rule(seed: seed)
        let toml = try TOML.parse(Array(rule.toml.utf8))
        guard case .table(let members) = toml.value else {
            Issue.record("no table")
            return
        }
        var form = AlertForm(file: "alerts.toml")
        form.read(try #require(members.first?.value))
        #expect(form.faults.isEmpty, "\(form.faults) \(rule.toml)")
        var read = try #require(form.rules.first)
        read.place = rule.place
        #expect(read == rule, "\(rule.toml)")
    }

    @Test func `a plain rule is three lines`() throws {
        let rule = AlertRule(
            "fast", on: AlertScope([.favourites]),
            when: try AlertReader.conditions("moves 5% in 15m"))
        #expect(
            rule.toml == """
                [[alert]]
                name = "fast"
                on = "favourites"
                when = "move:15m>=5"

                """)
    }
}
