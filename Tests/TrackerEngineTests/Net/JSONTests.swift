import Foundation
import TestSupport
import Testing

@testable import TrackerEngine

struct JSONTests {
    /// The members of `result`, with NaN for those that are no number.
    static func entries(_ body: [UInt8], most: Int = 100_000) throws -> [(String, Double)] {
        let shape = JSONTable.Shape(rows: "result", columns: ["@key", "@self"])
        let table = try JSONTable(shape, of: body, most: most)
        if let failure = table.failure { throw failure }
        return (0..<table.rowCount).map { row in
            let spot = JSONTable.Spot.cell(row: row, column: 1)
            let number = table.kind(spot) == .number ? table.number(spot) : .nan
            return (table.text(.cell(row: row, column: 0)) ?? "", number)
        }
    }

    static func entries(_ body: String) throws -> [(String, Double)] {
        try entries(Array(body.utf8))
    }

    @Test func `numbers come in their order, with notes beside`() throws {
        let body = Array(
            "{\"a\":[1,{\"b\":2}],\"error\":\"no\",\"result\":{\"x\":1,\"y\":2.5,\"x\":3},\"cursor\":{\"last\":\"c\\u0031\",\"hasMore\":true}}"
                .utf8)
        let notes = ["cursor.last", "cursor.hasMore", "error", "none"]
        let shape = JSONTable.Shape(rows: "result", columns: ["@key", "@self"], notes: notes)
        let table = try JSONTable(shape, of: body, most: 10)
        #expect(table.rowCount == 3)
        #expect(table.container == .object)
        let texts = notes.indices.map { table.text(.note($0)) }
        let kinds = notes.indices.map { table.kind(.note($0)) }
        #expect(texts == ["c1", "true", "no", nil])
        #expect(kinds == [.string, .boolean, .string, .null])
        #expect(try Self.entries(body).map(\.0) == ["x", "y", "x"])
        #expect(try Self.entries(body).map(\.1) == [1, 2.5, 3])
    }

    @Test(
        arguments: [
            "\"1\"", "null", "true", "false", "{}", "[]", "[1]", "{\"a\":{\"b\":1}}", "NaN",
            "Infinity", "1e999", "-1e999", "012", "1.", ".5", "+1", "0x10", "1_000", "--1", "\"\"",
            "[[[[[[1]]]]]]", "nul",
        ])
    func `a value that is no number costs its entry`(value: String) throws {
        let entries = try Self.entries("{\"result\":{\"a\":1,\"b\":\(value),\"c\":3}}")
        #expect(entries.map(\.0) == ["a", "b", "c"])
        #expect(entries.map(\.1.isFinite) == [true, false, true])
        #expect(entries.last?.1 == 3)
    }

    @Test(
        arguments: [
            "1.6764489013006054e+21", "3.2e-7", "123456789012345678901234567890", "5e-324",
            "2.2250738585072011e-308", "1.7976931348623157e308", "0", "-0.0", "9007199254740993",
            "0.1", "48801.3", "1e22", "1e23", "179769313486231570000000000000000000000",
        ])
    func `a number is the nearest double`(text: String) throws {
        let number = try Self.entries("{\"result\":{\"a\":\(text)}}").first?.1
        #expect(number?.bitPattern == Double(text)?.bitPattern)
    }

    @Test(arguments: UInt64(1)...200)
    func `what is written is read back to the bit`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let numbers = (0..<50).map { _ in Double(bitPattern: random.next()) }.filter(\.isFinite)
        let body = numbers.enumerated().map { "\"k\($0)\":\($1)" }.joined(separator: ",")
        let read = try Self.entries("{\"result\":{\(body)}}").map(\.1.bitPattern)
        #expect(read == numbers.map(\.bitPattern))
    }

    struct Refusal: Sendable, CustomTestStringConvertible {
        let body: String
        let error: JSONError?
        var testDescription: String { String(body.prefix(40)) }

        init(_ body: String, _ error: JSONError? = nil) { (self.body, self.error) = (body, error) }
    }

    static let refusals = [
        Refusal("", .broken("Empty: no JSON found")),
        Refusal("   \n"),
        Refusal("{"), Refusal("}"), Refusal("{\"result\":{\"a\":1}"),
        Refusal("{\"result\":{\"a\":1"),
        Refusal("{\"result\":{\"a\":1,}}"), Refusal("{\"result\":{\"a\" 1}}"),
        Refusal("{\"result\":{\"a\":1 \"b\":2}}"), Refusal("{\"result\":{a:1}}"),
        Refusal("{\"result\":{\"a\":1}} x"), Refusal("{\"result\":{\"a\":1}}{}"),
        Refusal("{\"result\":{\"a\":1},\"cursor\":{\"last\":\"x}}"),
        Refusal("{\"result\":{\"a\":}}"), Refusal("{\"result\":{\"a\":,\"b\":1}}"),
        Refusal("{\"result\":{\"a\":]}}"), Refusal("{\"result\":{\"a\"::1}}"), Refusal("<html>"),
        Refusal("hello"),
        Refusal("[1,2]", .noObject(found: .array)), Refusal("42", .noObject(found: .number)),
        Refusal("\"result\"", .noObject(found: .string)), Refusal("null", .noObject(found: .null)),
        Refusal("true", .noObject(found: .boolean)),
        Refusal("{}", .missing(member: "result")),
        Refusal("{\"allowance\":{\"result\":{}}}", .missing(member: "result")),
        Refusal("{\"result\":null}", .wrongKind(member: "result", found: .null)),
        Refusal("{\"result\":\"x\"}", .wrongKind(member: "result", found: .string)),
        Refusal(
            "{\"result\":" + String(repeating: "[", count: 200_000),
            nil),
        Refusal(
            "{\"x\":" + String(repeating: "{\"a\":", count: 5_000) + "1"
                + String(repeating: "}", count: 5_001), .missing(member: "result")),
    ]

    @Test(arguments: refusals)
    func `a body that is not what it should be is refused whole`(_ refusal: Refusal) {
        let error = #expect(throws: JSONError.self) { try Self.entries(refusal.body) }
        if let expected = refusal.error { #expect(error == expected) }
    }

    @Test func `one byte that is no UTF-8 costs its name alone`() throws {
        var body = Array("{\"result\":{\"a\":1}}".utf8)
        body[12] = 0xFF
        #expect(try Self.entries(body).map(\.0) == ["\u{FFFD}"])
    }

    @Test func `a byte order mark is skipped`() throws {
        #expect(try Self.entries("\u{FEFF}{\"result\":{\"a\":1}}").map(\.1) == [1])
    }

    @Test func `more entries than allowed refuse the body`() throws {
        let body = Array("{\"result\":{\"a\":1,\"b\":2}}".utf8)
        #expect(try Self.entries(body, most: 2).count == 2)
        #expect(throws: JSONError.tooMany(most: 1)) { try Self.entries(body, most: 1) }
    }

    @Test func `every cut of a body is refused`() {
        let body = Array("{\"result\":{\"a\":1.5,\"b\":[2]},\"cursor\":{\"hasMore\":false}}".utf8)
        for length in 0..<body.count {
            #expect(throws: JSONError.self) { try Self.entries(Array(body[..<length])) }
        }
    }

    @Test(arguments: UInt64(1)...300)
    func `a body with damaged bytes gives an error or entries, never a crash`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var body = Array(
            "{\"result\":{\"market:a:b\":1.5,\"market:a:c\":2},\"cursor\":{\"last\":\"x\"}}".utf8)
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            body[Int.random(in: body.indices, using: &random)] = UInt8.random(
                in: 0...255, using: &random)
        }
        let entries = try? Self.entries(body)
        #expect((entries?.count ?? 0) <= 8)
    }

    static let spoilt: [(entry: [UInt8], name: String?)] = [
        ([0xFF], "\u{FFFD}"), ([0x61, 0xC3], "a\u{FFFD}"), ([0x61, 0x09, 0x62], "a b"),
        (Array("a\\ud800b".utf8), ""), (Array("\\udc00".utf8), ""),
        (Array("a\\\"b".utf8) + [0x01], "a\"b "), (Array("\\\\".utf8) + [0xFE], "\\\u{FFFD}"),
    ]

    @Test(arguments: spoilt)
    func `a name that no text can hold costs itself alone`(
        _ given: (entry: [UInt8], name: String?)
    ) throws {
        let body = Array("{\"a\":1,\"".utf8) + given.entry + Array("\":2,\"b\":3}".utf8)
        let table = try JSONTable(
            JSONTable.Shape(rows: "", columns: ["@key", "@self"]), of: body, most: 9)
        #expect(table.failure == nil)
        #expect(table.rowCount == 3)
        #expect((0..<3).map { table.number(.cell(row: $0, column: 1)) } == [1, 2, 3])
        #expect(table.text(.cell(row: 0, column: 0)) == "a")
        #expect(table.text(.cell(row: 1, column: 0)) == given.name)
        #expect(table.text(.cell(row: 2, column: 0)) == "b")
    }

    @Test(arguments: ["NaN", "Infinity", "-Infinity", "nan", "undefined"])
    func `a number that is none costs itself alone`(word: String) throws {
        let table = try JSONTable(
            JSONTable.Shape(rows: "", columns: ["p"]),
            of: Array("[{\"p\":1},{\"p\":\(word)},{\"p\":3}]".utf8), most: 9)
        #expect(table.failure == nil)
        #expect(table.rowCount == 3)
        #expect(table.number(.cell(row: 0, column: 0)) == 1)
        #expect(!table.number(.cell(row: 1, column: 0)).isFinite)
        #expect(table.number(.cell(row: 2, column: 0)) == 3)
    }

    @Test func `bytes of gzip that nobody announced are told as such`() throws {
        let table = try JSONTable(
            JSONTable.Shape(rows: "", columns: ["@self"]), of: Gzip.stored(Array("[1]".utf8)),
            most: 9)
        #expect(table.failure == .packed)
    }
}
