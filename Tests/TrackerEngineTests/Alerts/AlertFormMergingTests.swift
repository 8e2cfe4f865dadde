import Testing

@testable import TrackerEngine

struct AlertFormMergingTests {
    private static func rules(_ names: [String], file: String) throws -> [AlertRule] {
        try names.enumerated().map { number, name in
            var rule = try AlertLedgerTests.rule(name)
            rule.place = AlertRule.Place(file: file, line: number * 5 + 1)
            return rule
        }
    }

    /// Names of the configuration and of the program's own file, those that count, the fault.
    static let cases: [([String], [String], [String], String?)] = [
        (["a", "b"], ["c"], ["a", "b", "c"], nil),
        (["a", "b"], ["b", "c"], ["a", "b", "c"], nil),
        (
            ["a", "b"], ["c", "d"], ["a", "b", "c"],
            "own.toml:6:1: alert d: more than 3 rules in both files together; it does not count"
        ),
        (
            ["a", "b", "c"], ["a", "d", "e", "f"], ["a", "b", "c"],
            "own.toml:6:1: alert d: more than 3 rules in both files together; "
                + "it and 2 after it do not count"
        ),
    ]

    @Test(arguments: cases.indices)
    func `both files together have a limit, and what is over it is named`(index: Int) throws {
        let (configured, kept, wanted, fault) = Self.cases[index]
        let found = AlertForm.merged(
            try Self.rules(configured, file: "config.toml"), try Self.rules(kept, file: "own.toml"),
            most: 3)
        #expect(found.rules.map(\.name) == wanted && found.fault == fault)
    }

    @Test(arguments: [(["a"], true), (["b"], true), (["b", "c"], false), (["a", "b"], true)])
    func `a rule that is written in both files takes room once`(kept: [String], hasRoom: Bool)
        throws
    {
        let rules = try Self.rules(kept, file: "own.toml")
        #expect(AlertForm.hasRoom(beside: ["a"], rules, most: 3) == hasRoom)
    }
}
