import TestSupport
import Testing

@testable import TrackerEngine

struct AlertRuleConfigurationTests {
    static func read(_ text: String) throws -> AlertForm {
        var form = AlertForm(file: "x")
        guard case .table(let members) = try TOML.parse(text).value else { return form }
        for member in members { form.read(member.value) }
        return form
    }

    static func written(_ rule: AlertRule) throws -> AlertRule? {
        let form = try read(rule.configurationText)
        #expect(form.faults == [], "\(rule.configurationText)")
        var read = form.rules.first
        read?.place = rule.place
        return read
    }

    static let full = """
        [[alert]]
        name = "all"
        on = ["favourites", "group:a b", "kraken:*usd", "kraken:btcusd"]
        when = "rises 5% in 15m and quote:usdt"
        for = "90m"
        rearm = "0.7%"
        step = false
        cool-down = "2h"
        once = true
        expires = "2026-12-31"
        end = true
        at-start = true
        thin = true
        urgent = true
        to = ["mail", "phone"]
        title = "a \\"b\\" \\\\ {pair}\\n\\u0007 é"
        text = "{{}} {price}"

        """

    @Test func `a rule is written with all that it has, and read back the same`() throws {
        let rule = try #require(try Self.read(Self.full).rules.first)
        #expect(try Self.written(rule) == rule)
    }

    @Test func `what is as usual is left out`() throws {
        let rule = try #require(
            try Self.read("[[alert]]\non = \"kraken\"\nwhen = \"above 70k\"\nname = \"x\"").rules
                .first)
        #expect(
            rule.configurationText
                == "[[alert]]\nname = \"x\"\non = \"kraken\"\nwhen = \"last>70000\"\n")
    }

    @Test(arguments: 0..<50)
    func `every margin and time reads back to the same bits`(seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        let scope = AlertScope([try AlertReader.part("kraken")])
        var rule = AlertRule("x", on: scope, when: try AlertReader.conditions("last>1"))
        let number = Double.random(in: 0...50, using: &generator)
        rule.sensitivity.margin =
            seed.isMultiple(of: 2)
            ? .absolute(number) : .share((number * 100).rounded() / 100 / 100)
        rule.sensitivity.hold = Int.random(in: 0...10_080, using: &generator)
        rule.sensitivity.coolDown = Int.random(in: 0...10_080, using: &generator)
        #expect(try Self.written(rule) == rule)
    }
}
