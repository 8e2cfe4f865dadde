import Testing

@testable import TrackerEngine

struct TOMLTests {
    /// The tree as one line: keys with their places, values with theirs.
    static func line(_ toml: TOML) -> String {
        let words =
            switch toml.value {
            case .text(let text): "\"\(text)\""
            case .integer(let integer): "\(integer)"
            case .number(let number): "\(number)"
            case .flag(let flag): "\(flag)"
            case .list(let list): "[\(list.map(line).joined(separator: " "))]"
            case .table(let members): "{\(Self.line(members))}"
            case .other: "other"
            }
        return "\(words)@\(toml.place.line):\(toml.place.column)"
    }

    static func line(_ members: [TOML.Member]) -> String {
        let words = members.map { member in
            "\(member.key)@\(member.keyPlace.line):\(member.keyPlace.column)=\(line(member.value))"
        }
        return words.joined(separator: " ")
    }

    static func members(_ text: String) throws -> String {
        guard case .table(let members) = try TOML.parse(text).value else { return "no table" }
        return line(members)
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let text: String
        let words: String
        var testDescription: String { text }

        init(_ text: String, _ words: String) { (self.text, self.words) = (text, words) }
    }

    static let cases = [
        Case("", ""),
        Case("# nothing\n", ""),
        Case("\u{FEFF}a = 1", "a@1:1=1@1:5"),
        Case("a = 'x'\r\nb = \"\\u00fc\\n\"\r\n", "a@1:1=\"x\"@1:5 b@2:1=\"ü\n\"@2:5"),
        Case("  z = 1\n\ta = 2.5\n", "z@1:3=1@1:7 a@2:2=2.5@2:6"),
        Case("\"ä €😀\" = true", "ä €😀@1:1=true@1:10"),
        Case("a = ['😀', 2]", "a@1:1=[\"😀\"@1:6 2@1:11]@1:5"),
        Case(
            "a = \"\"\"\n one\ntwo \\\n  three\"\"\"\nb = 1",
            "a@1:1=\" one\ntwo three\"@1:5 b@5:1=1@5:5"),
        Case("a = '''\n\\x\n'y'''''", "a@1:1=\"\\x\n'y''\"@1:5"),
        Case("a = { y = 1, b.c = -2 }", "a@1:1={y@1:7=1@1:11 b@1:14={c@1:16=-2@1:20}@1:14}@1:5"),
        Case("a = [\n 1, # one\n []\n]", "a@1:1=[1@2:2 []@3:2]@1:5"),
        Case("[b]\nx = 1\n[a]\ny = 2", "b@1:2={x@2:1=1@2:5}@1:1 a@3:2={y@4:1=2@4:5}@3:1"),
        Case(
            "[b.x]\nv = 1\n[a]\n[b]\nu = 2",
            "b@1:2={x@1:4={v@2:1=1@2:5}@1:1 u@5:1=2@5:5}@4:1 a@3:2={}@3:1"),
        Case(
            "[[s]]\nn = 1\n[[s]]\nm = 2\n[s.t]",
            "s@1:3=[{n@2:1=1@2:5}@1:1 {m@4:1=2@4:5 t@5:4={}@5:1}@3:1]@1:1"),
        Case(
            "a = inf\nb = -1e3\nc = 0xff\nd = 1_000",
            "a@1:1=inf@1:5 b@2:1=-1000.0@2:5 c@3:1=255@3:5 d@4:1=1000@4:5"),
        Case(
            "a = 9223372036854775807\nb = -9223372036854775808",
            "a@1:1=9223372036854775807@1:5 b@2:1=-9223372036854775808@2:5"),
        Case(
            "a = 1979-05-27\nb = 07:32:00\nc = 1979-05-27T07:32:00Z",
            "a@1:1=other@1:5 b@2:1=other@2:5 c@3:1=other@3:5"),
    ]

    @Test(arguments: cases)
    func `values come in the order of the file, with their places`(_ example: Case) throws {
        #expect(try Self.members(example.text) == example.words)
    }

    static let broken = [
        Case(
            "ä = 1",
            "line 1, column 1: root table: expected keys, tables, whitespace or comments, saw 'ä'"),
        Case("a =", "line 1, column 4: key-value pair: encountered end-of-file"),
        Case(
            "a = 1\na = 2", "line 2, column 5: key-value pair: cannot redefine existing integer 'a'"
        ),
        Case("[a]\n[a]", "line 2, column 1: table header: cannot redefine existing table 'a'"),
        Case("a.b = 1\n[a]", "line 2, column 1: table header: cannot redefine existing table 'a'"),
        Case(
            "[[a]]\n[a]",
            "line 2, column 1: table header: cannot redefine existing array 'a' as table"),
        Case("ok = 1\n\na b = 1", "line 3, column 3: key-value pair: expected '=', saw 'b'"),
        Case(
            "x = 'ü' y",
            "line 1, column 9: key-value pair: expected a comment or whitespace, saw 'y'"),
        Case("a = yes", "line 1, column 5: value: could not determine value type"),
        Case(
            "= 1",
            "line 1, column 1: root table: expected keys, tables, whitespace or comments, saw '='"),
        Case("a = \"\\q\"", "line 1, column 7: string: unknown escape sequence '\\q'"),
        Case("a = [1,\n2", "line 2, column 2: array: encountered end-of-file"),
        Case("a = \"\"\"x\n", "line 1, column 10: string: encountered end-of-file"),
        Case(
            "a = { b = 1\n}",
            "line 1, column 12: inline table: expected key or closing '}', saw '\\n'"),
        Case("a\u{0} = 1", "line 1, column 2: key-value pair: expected '=', saw '\\u0000'"),
        Case(
            "a = 9223372036854775808",
            "line 1, column 24: decimal integer: '9223372036854775808' is not representable in 64 bits"
        ),
    ]

    @Test(arguments: broken)
    func `a broken file is told in one line, with its place`(_ example: Case) {
        let error = #expect(throws: TOMLError.self) { try TOML.parse(example.text) }
        #expect(error?.description == example.words)
    }

    @Test(arguments: [
        [0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xC0, 0x80], [0xF5, 0x80, 0x80, 0x80],
    ])
    func `what is no UTF-8 is refused`(bytes: [UInt8]) {
        let text = Array("a = 1\nb = '".utf8) + bytes + Array("'\n".utf8)
        let error = #expect(throws: TOMLError.self) { try TOML.parse(text) }
        #expect(error?.place?.line == 2)
        #expect(error?.words == "encountered invalid utf-8 sequence")
    }

    @Test func `a word of the file in a message is one plain line`() {
        let error = TOMLError.broken(
            "Error while parsing key: saw '\u{1B}[2J\n\u{202E}'", .init(line: 1, column: 2))
        #expect("\(error)" == "line 1, column 2: key: saw '?[2J??'")
    }

    @Test func `a large file is refused`() throws {
        let comment = [UInt8](repeating: UInt8(ascii: "#"), count: TOML.longest)
        #expect(try TOML.parse(comment).value == .table([]))
        let error = #expect(throws: TOMLError.self) { try TOML.parse(comment + [0x0A]) }
        #expect(error.map { "\($0)" } == "more than 1024 kB")
    }
}
