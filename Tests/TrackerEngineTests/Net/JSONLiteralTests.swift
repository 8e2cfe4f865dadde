import Foundation
import TestSupport
import Testing

@testable import TrackerEngine

/// Number literals as servers write them, against `strtod`, to the bit, through every reader.
struct JSONLiteralTests {
    /// The numbers that a body of literals gives, by the way in which they were read.
    static func read(_ literals: [String]) throws -> [String: [Double]] {
        let members = literals.enumerated().map { "\"k\($0)\":\($1)" }.joined(separator: ",")
        let rows = literals.map { "[\($0),\"\($0)\"]" }.joined(separator: ",\n")
        let object = Array("{\"result\":{\(members)}}".utf8)
        let list = Array("{\"result\":[\(rows)]}".utf8)
        let noted = literals.indices.prefix(JSONTable.Shape.most).map { "result.k\($0)" }
        let selves = try JSONTable(
            JSONTable.Shape(rows: "result", columns: ["@self"]), of: object, most: literals.count)
        let notes = try JSONTable(
            JSONTable.Shape(rows: "none", columns: ["@self"], notes: noted), of: object, most: 1)
        let cells = try JSONTable(
            JSONTable.Shape(rows: "result", columns: ["0", "1"]), of: list, most: literals.count)
        return [
            "row": (0..<selves.rowCount).map { selves.number(.cell(row: $0, column: 0)) },
            "cell": (0..<cells.rowCount).map { cells.number(.cell(row: $0, column: 0)) },
            "text": (0..<cells.rowCount).map { cells.number(.cell(row: $0, column: 1)) },
            "note": noted.indices.map { notes.number(.note($0)) },
        ]
    }

    static func expectNearest(_ literals: [String]) throws {
        for (way, numbers) in try read(literals) {
            #expect(numbers.count == (way == "note" ? min(32, literals.count) : literals.count))
            for (literal, number) in zip(literals, numbers) {
                let nearest = unsafe strtod(literal, nil)
                // What no double can hold is infinite in both directions: it is no number here.
                let expected = nearest.isInfinite ? .infinity : nearest
                #expect(number.bitPattern == expected.bitPattern, "\(literal), as a \(way)")
                #expect(Double(literal)?.bitPattern == nearest.bitPattern)
            }
        }
    }

    @Test(arguments: UInt64(1)...60)
    func `a literal of any shape is the nearest double`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let shapes = MadeUpLiteral.allCases
        try Self.expectNearest((0..<140).map { shapes[$0 % shapes.count].text(&random) })
    }

    @Test func `zeros and digits after the point, of every number, are the nearest double`()
        throws
    {
        var literals: [String] = []
        for zeros in 0...30 {
            for digits in 1...30 {
                let (lead, tail) = (String(repeating: "0", count: zeros), 30 - digits)
                literals.append(
                    "0.\(lead)\(String("123456789012345678901234567890".prefix(digits)))")
                literals.append("0.\(lead)5" + String(repeating: "0", count: tail))
            }
        }
        try Self.expectNearest(literals)
    }

    static let known = [
        "0.50000000000000000000", "0.123456789012345678901", "0.00001234500000000000000000000",
        "12.345678901234567890123456", "1.50000000000000000000000000", "-0.50000000000000000000",
        "0.0", "-0", "0e5", "-0.0e-5", "0.00000000000000000000000", "9007199254740993",
        "9007199254740992e22", "9007199254740993e22", "1e22", "1e23", "1e-22", "1e-23",
        "18446744073709551615", "18446744073709551616", "1844674407370955161500000000000",
        "4.9406564584124654e-324", "2.4703282292062327e-324", "2.4703282292062328e-324", "1e-400",
        "-1e-400", "2.2250738585072011e-308", "1.7976931348623157e308", "1.7976931348623159e308",
        "1e999", "-1e999", "1e99999999999999999999", "1e-99999999999999999999", "0e99999999999",
        "100000000000000000000000000000000000000000e-41", "1E+5", "1E-05", "1e+0000000000000000005",
    ]

    @Test func `what was read wrong once is read right`() throws {
        try Self.expectNearest(Self.known)
        let long = [
            "0." + String(repeating: "3", count: 5000), String(repeating: "7", count: 300) + ".5",
            "0." + String(repeating: "0", count: 500) + "1e501",
            "1" + String(repeating: "0", count: 500) + "e-500",
        ]
        try Self.expectNearest(long)
    }

    @Test(
        arguments: [
            "01", "-01", "00", "+1", "1.", ".5", "-.5", "1e", "1e+", "1.e5", "1e5.5", "-", "--1",
            "0x1", "1_0", "1.5.5", "1e5e5", "1d", "Infinity", "-Infinity", "NaN", "nan", "inf",
            "1\u{0}", "0.5f", "1 2", "１",
        ])
    func `a token that is no number of JSON has no value`(token: String) throws {
        // Whether the body is refused or the entry has no value is the reader's to say.
        for rows in ["{\"result\":{\"k0\":\(token)}}", "{\"result\":[[\(token)]]}"] {
            let body = Array(rows.utf8)
            for column in ["@self", "0"] {
                let shape = JSONTable.Shape(rows: "result", columns: [column])
                let table = try JSONTable(shape, of: body, most: 9)
                for row in 0..<table.rowCount {
                    #expect(!table.number(.cell(row: row, column: 0)).isFinite)
                }
            }
        }
    }

    @Test(arguments: ["\"\"", "\"1,5\"", "\" 1\"", "\"1 \"", "\"0x10\"", "\"1_0\"", "\"+1\""])
    func `a text that is no number has no value`(text: String) throws {
        let table = try JSONTable(
            JSONTable.Shape(rows: "", columns: ["@self"]), of: Array("[\(text)]".utf8), most: 9)
        #expect(table.number(.cell(row: 0, column: 0)).isNaN)
    }
}

/// The shapes in which a number may be written.
enum MadeUpLiteral: CaseIterable {
    case shortest, fixed, small, whole, scientific, tie, nearTie, subnormal, any

    func text(_ random: inout SeededGenerator) -> String {
        let sign = Int.random(in: 0..<5, using: &random) == 0 ? "-" : ""
        return sign + unsigned(&random)
    }

    private func unsigned(_ random: inout SeededGenerator) -> String {
        switch self {
        case .shortest: return "\(Double.random(in: 0...1e9, using: &random))"
        case .fixed: return Self.digits(1...9, &random) + "." + Self.any(0...40, &random)
        case .small:
            return "0." + String(repeating: "0", count: .random(in: 0...30, using: &random))
                + Self.any(0...40, &random)
        case .whole: return Self.digits(1...40, &random)
        case .scientific:
            let exponent = Int.random(in: -340...340, using: &random)
            let mark = ["e", "E", exponent < 0 ? "e" : "e+"].randomElement(using: &random) ?? "e"
            return Self.digits(1...3, &random) + "." + Self.any(0...25, &random)
                + "\(mark)\(exponent)"
        case .tie: return Self.tie(&random)
        case .nearTie:
            let tie = Self.tie(&random)
            let zeros = String(repeating: "0", count: .random(in: 0...30, using: &random))
            return tie + (tie.contains(".") ? "" : ".") + zeros + "1"
        case .subnormal:
            let bits = UInt64.random(in: 1..<1 << 52, using: &random)
            return "\(Double(bitPattern: bits))"
        case .any:
            let number = Double(bitPattern: random.next()).magnitude
            return number.isFinite ? "\(number)" : "0"
        }
    }

    /// Without a zero in front of others.
    private static func digits(_ count: ClosedRange<Int>, _ random: inout SeededGenerator) -> String
    {
        let digits = any(count.lowerBound - 1...count.upperBound - 1, &random).dropLast()
        return "\(Int.random(in: 1...9, using: &random))" + digits
    }

    /// At least one.
    private static func any(_ count: ClosedRange<Int>, _ random: inout SeededGenerator) -> String {
        let count = Int.random(in: count, using: &random)
        return (0...count).map { _ in "\(Int.random(in: 0...9, using: &random))" }.joined()
    }

    /// The number just between two doubles, in all of its digits.
    private static func tie(_ random: inout SeededGenerator) -> String {
        // Odd, of 54 bits: a half of the last place of a double; over a power of two.
        var digits = "\(UInt64.random(in: 1 << 53..<1 << 54, using: &random) | 1)".map {
            $0.wholeNumberValue ?? 0
        }
        let power = Int.random(in: 0...70, using: &random)
        for _ in 0..<power {
            var carry = 0
            for place in digits.indices.reversed() {
                let product = digits[place] * 5 + carry
                (digits[place], carry) = (product % 10, product / 10)
            }
            if carry > 0 { digits.insert(carry, at: 0) }
        }
        let zeros = [Int](repeating: 0, count: max(0, power + 1 - digits.count))
        let text = (zeros + digits).map { "\($0)" }.joined()
        return power == 0 ? text : text.dropLast(power) + "." + text.suffix(power)
    }
}
