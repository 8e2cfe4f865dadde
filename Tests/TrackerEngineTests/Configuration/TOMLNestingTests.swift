import Testing

@testable import TrackerEngine

struct TOMLNestingTests {
    static func dotted(_ count: Int, by separator: String = ".") -> String {
        Array(repeating: "a", count: count).joined(separator: separator)
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let text: String
        let place: TOML.Place
        var testDescription: String { String(text.prefix(40)) }

        init(_ text: String, _ line: Int, _ column: Int) {
            (self.text, place) = (text, TOML.Place(line: line, column: column))
        }
    }

    static let brackets = String(repeating: "[", count: 100)
    static let tooDeep = [
        Case("a = 1\n" + dotted(18) + " = 1", 2, 34),
        Case(dotted(100_000, by: " . ") + " = 1", 1, 67),
        Case("[" + dotted(100_000) + "]", 1, 35),
        Case("ü = '''\n'''\n\"ü\" = { " + dotted(50_000, by: ".'ü'.") + " = 1 }", 3, 58),
        Case("a = " + brackets, 1, 37),
        Case("a = [\n" + String(repeating: "{ a = [\n", count: 10_000), 17, 7),
        // In what looks like a string to one who counts quotation marks badly.
        Case("a = [\"\"\"x\"\"\"\", " + brackets, 1, 47),
        Case("a = ['''x''''', " + brackets, 1, 48),
        Case("a = [\"\\\\\", " + brackets, 1, 43),
        Case("a = ['\\', " + brackets, 1, 42),
        Case("a = [\"\", '', " + brackets, 1, 45),
        Case("# '\na = " + brackets, 2, 37),
    ]

    @Test(arguments: tooDeep)
    func `what nests too deeply is refused where it does`(_ example: Case) {
        #expect(throws: TOMLError.tooDeep(example.place)) { try TOML.parse(example.text) }
    }

    @Test(
        arguments: [
            dotted(17) + " = 1",
            "a = " + String(repeating: "[", count: 32) + String(repeating: "]", count: 32),
            "a = [" + String(repeating: "1.5, ", count: 1000) + "]",
            String(repeating: "[[a]]\nb = {c = 1}\n", count: 1000),
            "a = '" + String(repeating: "[.", count: 1000) + "'",
            "a = \"\\\"" + String(repeating: "[.", count: 1000) + "\"",
            "a = '''\n'' " + String(repeating: "[.", count: 1000) + "\n'''",
            "# " + String(repeating: "[.", count: 1000),
        ])
    func `what is long only is taken`(text: String) {
        #expect(TOMLNesting.firstTooDeep(in: Array(text.utf8)) == nil)
    }

    @Test func `the deepest text that is taken is read`() throws {
        let key = Self.dotted(17)
        let text =
            String(repeating: "{ \(key) = [ ", count: 16) + String(repeating: "] }", count: 16)
        _ = try TOML.parse("[\(key)]\n\(key) = \(text)")
    }

    /// So that looking takes as many steps as there are bytes, and none looks far ahead: with its
    /// square a file of the greatest length would take hours.
    @Test(arguments: ["\"", "'", "\"\"\" ", "\\\"", "[", "'''x''''", "#\n"])
    func `every step goes on, and looks at five bytes at the most`(part: String) {
        let text = Array(String(repeating: part, count: 20_000 / part.utf8.count).utf8)
        var nesting = TOMLNesting()
        var (index, steps) = (0, 0)
        var lengths: Set<Int> = []
        while index < text.count {
            let next = nesting.step(text, at: index)
            lengths.insert(next - index)
            (index, steps) = (next, steps + 1)
        }
        #expect(lengths.isSubset(of: Set(1...5)), "\(lengths)")
        #expect((text.count / 5...text.count).contains(steps))
        let longest = text.indices.map { TOMLNesting.run(of: text[$0], in: text, at: $0) }.max()
        #expect(longest ?? 0 <= 5)
    }
}
