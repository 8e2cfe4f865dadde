import Testing

@testable import TrackerEngine

struct CSVSplitterTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let text: String
        let rows: [[String]]
        let lines: [Int]
        var testDescription: String { text.debugDescription }
    }

    static let cases = [
        Case(text: "", rows: [], lines: []),
        Case(text: "\n\r\n\n", rows: [], lines: []),
        Case(text: "a,b\nc,d\n", rows: [["a", "b"], ["c", "d"]], lines: [1, 2]),
        Case(text: "a,b\r\nc,d", rows: [["a", "b"], ["c", "d"]], lines: [1, 2]),
        Case(text: "\u{FEFF}a\n", rows: [["a"]], lines: [1]),
        Case(text: "\u{FEFF}\"a\"\n", rows: [["a"]], lines: [1]),
        Case(text: "a\u{FEFF}\n", rows: [["a\u{FEFF}"]], lines: [1]),
        Case(text: ",\n", rows: [["", ""]], lines: [1]),
        Case(text: "a,", rows: [["a", ""]], lines: [1]),
        Case(text: "\"\"\n", rows: [[""]], lines: [1]),
        Case(text: "\"a,\"\"b\"\"\",c\n", rows: [["a,\"b\"", "c"]], lines: [1]),
        Case(text: "\"a\nb\r\n\",c\nd\n", rows: [["a\nb\r\n", "c"], ["d"]], lines: [1, 4]),
        Case(text: "\n\na\n\nb", rows: [["a"], ["b"]], lines: [3, 5]),
        Case(text: " a ,\tb\n", rows: [[" a ", "\tb"]], lines: [1]),
    ]

    private func rows(
        _ text: String, cutAt cut: Int
    ) throws -> (fields: [[String]], lines: [Int]) {
        var splitter = CSVSplitter()
        var fields: [[String]] = []
        var lines: [Int] = []
        let bytes = Array(text.utf8)
        for piece in [Array(bytes[..<cut]), Array(bytes[cut...])] {
            var position = 0
            while try splitter.advance(through: piece, from: &position) {
                fields.append((0..<splitter.record.count).map(splitter.record.text))
                lines.append(splitter.record.line)
            }
        }
        if try splitter.finish() {
            fields.append((0..<splitter.record.count).map(splitter.record.text))
            lines.append(splitter.record.line)
        }
        return (fields, lines)
    }

    @Test(arguments: cases) func `rows are found wherever the file is cut`(_ example: Case) throws {
        for cut in 0...example.text.utf8.count {
            let found = try rows(example.text, cutAt: cut)
            #expect(found.fields == example.rows)
            #expect(found.lines == example.lines)
        }
    }

    @Test(arguments: [
        ("a\"b\n", "line 1: a quote inside a field that does not begin with one"),
        ("a\n\"b\"c\n", "line 2: text after a closing quote"),
        ("a\n\n\"b\nc\n", "line 3: a quote that is never closed"),
        ("a\rb\n", "line 1: a carriage return without a line feed"),
        ("a\r", "line 1: a carriage return without a line feed"),
    ])
    func `broken quoting is refused with its line`(_ text: String, _ message: String) {
        for cut in 0...text.utf8.count {
            let error = #expect(throws: DayCSVError.self) { try rows(text, cutAt: cut) }
            #expect(error?.description == message)
        }
    }

    @Test func `a row has a greatest length, open quotes or not`() throws {
        let most = CSVSplitter.longest
        let row = String(repeating: "a", count: most - 1)
        #expect(try rows(row + "\n", cutAt: 0).fields == [[row]])
        for text in [row + "a\n", "\"" + row + row, String(repeating: ",", count: most + 1)] {
            let error = #expect(throws: DayCSVError.self) { try rows(text, cutAt: 0) }
            #expect(error?.fault == .tooLong(most))
        }
    }
}
