import Foundation
import TestSupport
import Testing

@testable import TrackerEngine

/// A JSON document made up by chance, and what paths mean in it, the plain way.
indirect enum MadeUpJSON: Sendable {
    case null
    case flag(Bool)
    case number(String)
    case text(String)
    case list([MadeUpJSON])
    case object([(key: String, value: MadeUpJSON)])

    init(depth: Int, _ random: inout SeededGenerator) {
        switch Int.random(in: depth > 0 ? 0..<10 : 0..<6, using: &random) {
        case 0: self = .null
        case 1: self = .flag(.random(using: &random))
        case 2, 3: self = .number(Self.number(&random))
        case 4, 5: self = .text(Self.text(&random))
        case 6, 7:
            let count = Int.random(in: 0...4, using: &random)
            self = .list((0..<count).map { _ in MadeUpJSON(depth: depth - 1, &random) })
        default:
            let keys = Set((0...4).map { _ in Self.key(&random) }).sorted()
            self = .object(keys.map { ($0, MadeUpJSON(depth: depth - 1, &random)) })
        }
    }

    static func key(_ random: inout SeededGenerator) -> String {
        ["a", "b", "c", "0", "1", "é", "last price", "\u{1B}[2J"].randomElement(using: &random)
            ?? "a"
    }

    private static func number(_ random: inout SeededGenerator) -> String {
        [
            "0", "-0.0", "17", "84713", "5.99e-06", "4.9535E-4", "1.33E7", "22417000.00000000",
            "123456789012345678901234567890", "0.1234567890123456789", "-1.5",
            "\(Double(Int.random(in: 0..<1_000_000, using: &random)) / 1024)",
        ].randomElement(using: &random) ?? "0"
    }

    private static func text(_ random: inout SeededGenerator) -> String {
        [
            "", "1.25", "-3e2", "1,5", " 1", "1 ", "NaN", "inf", "0x10", "BTC/USD", "\"\\\n",
            "💥é\u{0}", "1e999", "-1e999",
        ].randomElement(using: &random) ?? ""
    }

    /// With blanks here and there.
    func body(_ random: inout SeededGenerator) -> String {
        let blank = ["", "", " ", "\n\t"].randomElement(using: &random) ?? ""
        switch self {
        case .null: return "null" + blank
        case .flag(let flag): return "\(flag)" + blank
        case .number(let text): return text + blank
        case .text(let text): return Self.quoted(text) + blank
        case .list(let items):
            return "[" + blank + items.map { $0.body(&random) }.joined(separator: ",") + "]"
        case .object(let members):
            let texts = members.map { Self.quoted($0.key) + ":" + blank + $0.value.body(&random) }
            return "{" + blank + texts.joined(separator: "," + blank) + "}" + blank
        }
    }

    private static func quoted(_ text: String) -> String {
        "\""
            + text.unicodeScalars.map { scalar in
                scalar.value < 0x20 || scalar == "\"" || scalar == "\\"
                    ? String(format: "\\u%04x", scalar.value) : String(scalar)
            }.joined() + "\""
    }

    var isCompound: Bool {
        switch self {
        case .list, .object: true
        default: false
        }
    }

    /// Members with their names; those of a list have their place, and no name.
    var members: [(step: String, name: String, value: MadeUpJSON)] {
        switch self {
        case .object(let members): members.map { ($0.key, $0.key, $0.value) }
        case .list(let items): items.enumerated().map { ("\($0.offset)", "", $0.element) }
        default: []
        }
    }

    subscript(path: some Collection<String>) -> MadeUpJSON? {
        guard let step = path.first else { return self }
        return members.first { $0.step == step }?.value[path.dropFirst()]
    }

    var text: String? {
        switch self {
        case .flag(let flag): "\(flag)"
        case .number(let text), .text(let text): text
        default: nil
        }
    }

    var amount: Double {
        switch self {
        case .number(let text): Double(text) ?? .nan
        case .text(let text):
            // What a number looks like in JSON, the sign of an exponent aside.
            text.wholeMatch(of: #/-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?|inf/#) == nil
                ? .nan : (Double(text).map { $0.isInfinite ? .infinity : $0 } ?? .nan)
        default: .nan
        }
    }
}

struct JSONTableTests {
    static func table(
        _ body: String, rows: String = "", _ columns: String..., notes: [String] = [],
        most: Int = 1000
    ) throws -> JSONTable {
        try JSONTable(
            JSONTable.Shape(rows: rows, columns: columns, notes: notes), of: Array(body.utf8),
            most: most)
    }

    @Test(arguments: UInt64(1)...400)
    func `a table of any document has what its paths lead to`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let document = MadeUpJSON.object([
            ("data", MadeUpJSON(depth: 3, &random)), ("note", MadeUpJSON(depth: 2, &random)),
        ])
        let body = document.body(&random)
        // It is JSON, and the one it should be: so says another reader.
        let other = try JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any]
        #expect(other?.count == 2)
        let paths = ["a", "b", "0", "1", "a.b", "0.0", "c.0.a", "é", "last price"]
        let notes = ["note", "note.a", "note.0", "note.0.b"]
        let table = try JSONTable(
            JSONTable.Shape(rows: "data", columns: ["@key", "@self"] + paths, notes: notes),
            of: Array(body.utf8), most: 1000)
        for (index, note) in notes.enumerated() {
            let found = document[note.split(separator: ".").map(String.init)]
            #expect(table.text(.note(index)) == found?.text)
        }
        let rows = document[["data"]]?.isCompound == true ? document[["data"]]?.members ?? [] : []
        try #require(table.rowCount == rows.count)
        for (place, row) in rows.enumerated() {
            #expect(table.text(.cell(row: place, column: 0)) == row.name)
            #expect(table.text(.cell(row: place, column: 1)) == row.value.text)
            for (index, path) in paths.enumerated() {
                let spot = JSONTable.Spot.cell(row: place, column: index + 2)
                let found = row.value[path.split(separator: ".").map(String.init)]
                let scalar = found?.isCompound == true ? nil : found
                #expect(table.has(spot) == (scalar != nil), "\(path) in \(body)")
                #expect(table.text(spot) == scalar?.text)
                let amount = scalar?.amount ?? .nan
                #expect(Samples.isSame([table.number(spot)], [amount]), "\(path) in \(body)")
            }
        }
    }

    @Test(arguments: UInt64(1)...60)
    func `a damaged body gives a reason and no rows, or cells that fit into it`(
        seed: UInt64
    ) throws {
        var random = SeededGenerator(seed: seed)
        let whole = Array(MadeUpJSON(depth: 4, &random).body(&random).utf8)
        for _ in 0..<60 {
            var body = whole
            switch Int.random(in: 0..<4, using: &random) {
            case 0: body.removeLast(Int.random(in: 0...body.count, using: &random))
            case 1: body.insert(UInt8.random(in: 0...255, using: &random), at: body.count / 2)
            case 2:
                for _ in 0..<3 where !body.isEmpty {
                    let place = Int.random(in: body.indices, using: &random)
                    body[place] = UInt8.random(in: 0...255, using: &random)
                }
            default: body += body
            }
            for rows in ["", "a", "*", "a.*.0", "0"] {
                let table = try JSONTable(
                    JSONTable.Shape(
                        rows: rows, columns: ["@key", "a", "0.a", "@self"],
                        notes: ["a", "b.c"]), of: body, most: 100)
                #expect((0...100).contains(table.rowCount))
                if table.failure != nil { #expect(table.rowCount == 0) }
                let cells = (0..<table.rowCount).flatMap { row in
                    (0..<4).map { JSONTable.Spot.cell(row: row, column: $0) }
                }
                for spot in cells + [.note(0), .note(1)] {
                    let text = table.text(spot)
                    // Unescaped it is no longer than it stands there; what is no UTF-8 becomes
                    // U+FFFD, three bytes for one.
                    #expect(text?.utf8.count ?? 0 <= 3 * body.count)
                    #expect(text == nil || table.has(spot))
                    #expect(text != nil || table.number(spot).isNaN)
                }
            }
        }
    }

    @Test func `a body that is cut off anywhere gives no rows`() throws {
        let whole = "{\"error\":[],\"result\":{\"A\":{\"c\":[\"1.5\",\"2\"]},\"B\":{\"c\":[3]}}}"
        for count in 0..<whole.utf8.count {
            let table = try Self.table(
                String(decoding: whole.utf8.prefix(count), as: UTF8.self), rows: "result", "@key",
                "c.0")
            #expect(table.rowCount == 0)
            #expect(table.failure != nil)
        }
        let table = try Self.table(whole, rows: "result", "@key", "c.0")
        #expect(table.failure == nil)
        #expect(table.number(.cell(row: 1, column: 1)) == 3)
    }

    @Test func `what lay in memory behind a body that is cut off is not read`() throws {
        let whole = "{\"b\":[1,{\"a\":2}],\"a\":[{\"a\":[3,4]}]}"
        for count in 0..<whole.utf8.count {
            for behind in ["{\"a\":1}", "[[[[", "1111", "\"a\":", ",,,,", "}}]]", "]}]}"] {
                var body = Array(whole.utf8.prefix(count))
                body += Array(String(repeating: behind, count: 40).utf8)
                body.removeLast(body.count - count)
                for rows in ["", "*", "a", "b.1"] {
                    let shape = JSONTable.Shape(
                        rows: rows, columns: ["@key", "a", "0.a"], notes: ["a", "b.0"])
                    let table = try JSONTable(shape, of: body, most: 100)
                    #expect(table.rowCount == 0)
                    #expect(table.failure != nil)
                }
            }
        }
    }

    struct Path: Sendable, CustomTestStringConvertible {
        let body: String
        let rows: String
        let count: Int?
        init(_ body: String, _ rows: String, _ count: Int?) {
            (self.body, self.rows, self.count) = (body, rows, count)
        }
        var testDescription: String { "\(rows) in \(body)" }
    }

    static let paths = [
        Path("[1,2]", "", 2), Path("{\"a\":1}", "", 1), Path("{}", "", 0), Path("[]", "", 0),
        Path("{\"a\":[1,2,3]}", "a", 3), Path("{\"a\":{\"b\":[1]}}", "a.b", 1),
        Path("{\"a\":{\"b\":[1]}}", "a.*", 1), Path("{\"a\":{\"b\":[1]}}", "*.b", 1),
        Path("{\"l\":1,\"a\":[1,2]}", "*", 2), Path("[[1,2,3]]", "0", 3),
        Path("[0,[1,2,3]]", "1", 3), Path("[[1],[2,3]]", "*", 3),
        Path("{\"a\":[1],\"a\":[2,3]}", "a", 3), Path("{\"a.b\":[1]}", "a.b", nil),
        Path("{\"a\":1}", "a", nil), Path("{\"a\":null}", "a", nil), Path("{}", "a", nil),
        Path("7", "", nil), Path("\"x\"", "", nil), Path("", "", nil), Path("null", "a", nil),
        Path("{\"a\":[1]}x", "a", nil), Path("{\"a\":[1]}{}", "a", nil),
        Path("[[1]]", "-0", nil), Path("[[1]]", "0 ", nil),
    ]

    @Test(arguments: paths)
    func `a path leads to rows, or it is told why not`(_ given: Path) throws {
        let table = try Self.table(given.body, rows: given.rows, "@self")
        #expect((table.failure == nil) == (given.count != nil))
        #expect(table.rowCount == given.count ?? 0)
        if let failure = table.failure { #expect(!"\(failure)".isEmpty) }
    }

    @Test func `rows beyond the limit refuse the body`() throws {
        let full = try Self.table("[1,2,3]", "@self", most: 3)
        #expect(full.rowCount == 3)
        let over = try Self.table("[1,2,3,4]", "@self", most: 3)
        #expect(over.failure == .tooMany(most: 3))
        #expect(over.rowCount == 0)
    }

    @Test func `depth without end is passed over or refused, but not walked into`() throws {
        let deep = String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000)
        for body in ["{\"a\":\(deep)}", "{\"b\":\(deep),\"a\":[1]}"] {
            let table = try Self.table(body, rows: "a", "@self", "0.0.0.0")
            #expect(table.rowCount <= 1)
        }
        let cut = try Self.table("{\"a\":\(deep.dropLast())}", rows: "a", "@self")
        #expect(cut.failure != nil)
    }

    @Test func `notes stand beside the rows, and inside of them where the rows are the top`()
        throws
    {
        let beside = try Self.table(
            "{\"error\":[\"e\"],\"result\":{\"a\":1}}", rows: "result", "@self",
            notes: ["error.0", "result.a"])
        #expect(beside.text(.note(0)) == "e")
        let top = try Self.table(
            "{\"error\":{\"code\":429,\"message\":\"slow down\"}}", "@key", "code",
            notes: ["error.code", "error.message"])
        #expect(top.text(.note(0)) == "429")
        #expect(top.text(.note(1)) == "slow down")
        #expect(top.text(.cell(row: 0, column: 1)) == "429")
    }

    @Test func `a note is there although there are no rows`() throws {
        let table = try Self.table(
            "{\"error\":[\"EGeneral:Too many requests\"]}", rows: "result", "@key",
            notes: ["error.0", "none"])
        #expect(table.failure == .missing(member: "result"))
        #expect(table.text(.note(0)) == "EGeneral:Too many requests")
        #expect(table.text(.note(1)) == nil)
        #expect(table.has(.note(1)) == false)
    }

    @Test func `as many columns and notes as there may be are all found`() throws {
        let names = (0..<32).map { "m\($0)" }
        let row = names.map { "\"\($0)\":\"\($0)\"" }.joined(separator: ",")
        let table = try JSONTable(
            JSONTable.Shape(rows: "r", columns: names, notes: names),
            of: Array("{\(row),\"r\":[{\(row)}]}".utf8), most: 1)
        for (index, name) in names.enumerated() {
            #expect(table.text(.cell(row: 0, column: index)) == name)
            #expect(table.text(.note(index)) == name)
        }
    }
}
