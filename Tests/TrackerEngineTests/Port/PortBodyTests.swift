import Testing

@testable import TrackerEngine

struct PortBodyTests {
    @Test(arguments: [
        ("*", true), (" * ", true), ("\"a,b\"", true), ("W/\"a,b\"", true),
        ("\"x\", \"a,b\"", true), ("\"x\" ,,\t W/\"a,b\" , \"y\"", true), ("\"x\",W/\"y\"", false),
        ("", false), ("a,b", false), ("\"a,b", false), ("\"x\"\"a,b\"", false), ("**", false),
        ("w/\"a,b\"", false), (",", false), ("\"\"", false),
    ])
    func `a list names the tag or does not`(_ list: String, _ isNamed: Bool) {
        #expect(EntityTag.matches(list, "\"a,b\"") == isNamed)
    }

    @Test func `bodies that differ have tags that differ`() {
        let tags = Set((0..<2000).map { PortBody(Array("\($0)".utf8)).entityTag })
        #expect(tags.count == 2000)
        #expect(PortBody([]).entityTag != PortBody([0]).entityTag)
    }
}
