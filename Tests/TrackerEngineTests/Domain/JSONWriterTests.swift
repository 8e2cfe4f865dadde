import Foundation
import TestSupport
import Testing

@testable import TrackerEngine

struct JSONWriterTests {
    static func text(_ body: (inout JSONWriter) -> Void) -> String {
        var writer = JSONWriter()
        body(&writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    struct Case: Sendable, CustomStringConvertible {
        let value: Double
        let text: String
        init(_ value: Double, _ text: String) { (self.value, self.text) = (value, text) }
        var description: String { text }
    }

    @Test(arguments: [
        Case(0, "0"), Case(-0.0, "-0"), Case(48801, "48801"), Case(48801.3, "48801.3"),
        Case(0.039, "0.039"), Case(0.1 + 0.2, "0.30000000000000004"), Case(-3, "-3"),
        Case(5e-05, "5e-05"), Case(1e21, "1e+21"), Case(9_007_199_254_740_991, "9007199254740991"),
        Case(.nan, "null"), Case(.infinity, "null"), Case(.leastNonzeroMagnitude, "5e-324"),
    ])
    func `numbers take their shortest form`(_ example: Case) {
        #expect(Self.text { $0.number(example.value) } == example.text)
    }

    @Test(arguments: UInt64(1)...200)
    func `a number reads back to the same bits`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var values: [Double] = []
        for _ in 0..<50 {
            let whole = Double(Int.random(in: .min ... .max, using: &random) >> Int(seed % 60))
            let price = Double(Int.random(in: 1...10_000_000, using: &random)) / 1000
            values += [Double(bitPattern: random.next()), price, whole, 1 / price]
        }
        values.removeAll { !$0.isFinite }
        let texts = values.map { value in Self.text { $0.number(value) } }
        #expect(texts.map { Double($0)?.bitPattern } == values.map(\.bitPattern))
        #expect(!texts.contains { $0.hasSuffix(".0") })
        let list = Data("[\(texts.joined(separator: ","))]".utf8)
        #expect(try JSONDecoder().decode([Double].self, from: list) == values)
    }

    @Test(arguments: [
        ("plain", #""plain""#), ("a\"b\\c", #""a\"b\\c""#),
        ("\n\u{1B}[2J\0", #""\u000a\u001b[2J\u0000""#),
        ("\u{2028}\u{2029}", #""\u2028\u2029""#),
        ("\u{202E}\u{7F}\u{9B}", #""\u202e\u007f\u009b""#),
        ("ü€😀", "\"ü€😀\""), ("\u{E0001}", #""\udb40\udc01""#), ("", #""""#),
    ])
    func `texts are escaped where they would not show`(_ text: String, _ json: String) {
        #expect(Self.text { $0.string(text) } == json)
    }

    @Test(arguments: UInt64(1)...100)
    func `any text is read back by another reader`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let scalars = (0..<50).compactMap { _ in
            Unicode.Scalar(
                UInt32.random(in: 0...(seed.isMultiple(of: 2) ? 0x2FF : 0x10FFFF), using: &random))
        }
        let text = String(String.UnicodeScalarView(scalars))
        let json = Self.text { $0.array { $0.string(text) } }
        let read = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String]
        let back = try #require(read?.first)
        #expect(back.unicodeScalars.elementsEqual(text.unicodeScalars))
    }

    @Test func `commas stand between values and nowhere else`() {
        let text = Self.text { writer in
            writer.object { writer in
                writer.key("a")
                writer.array { _ in }
                writer.key("b")
                writer.array { writer in
                    writer.number(1)
                    writer.null()
                    writer.object { _ in }
                    writer.bool(true)
                }
                writer.key("-60")
                writer.number(Int.min)
            }
        }
        #expect(text == #"{"a":[],"b":[1,null,{},true],"-60":-9223372036854775808}"#)
    }
}
