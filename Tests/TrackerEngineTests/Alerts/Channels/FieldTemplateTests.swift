import Foundation
import Testing

@testable import TrackerEngine

struct FieldTemplateTests {
    static let fields = ["title", "text", "price", "none"]

    static func value(_ name: String) -> MessageValue {
        switch name {
        case "title": .text(hostile)
        case "price": .number(0.1 + 0.2)
        default: .none
        }
    }

    static let hostile = "a\"b\\c\u{1B}]0;x\u{07}\n{text}</script>\u{2028}é"

    @Test func `values go in as JSON, and within a text as a part of it`() throws {
        let template = try FieldTemplate(
            #"{"a": {title}, "b": "x {title} y \" {price}", "c": [{price}, {none}], "d": {}}"#,
            fields: Self.fields)
        let bytes = template.json(Self.value)
        let read = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
        #expect(read?["a"] as? String == Self.hostile)
        #expect(read?["b"] as? String == "x \(Self.hostile) y \" 0.30000000000000004")
        let list = read?["c"] as? [Any]
        #expect(list?.count == 2 && list?.last is NSNull)
        // Foundation rounds what it reads.
        #expect(String(decoding: bytes, as: UTF8.self).contains("[0.30000000000000004, null]"))
        #expect(template.jsonFault == nil)
    }

    @Test(arguments: [
        (#"{"a": {titel}}"#, 8, "there is no {titel}; did you mean {title}?"),
        (#"{"a": "{}", "b": {zzzzzzzz}}"#, 19, "there are {title} {text} {price} {none}"),
    ])
    func `a name that is no field is a fault at its column`(
        text: String, column: Int, words: String
    ) throws {
        let error = #expect(throws: AlertFault.self) {
            try FieldTemplate(text, fields: Self.fields)
        }
        #expect(error?.column == column && error?.words.contains(words) == true, "\(error as Any)")
    }

    @Test(arguments: [#"{"a": {title}"#, #"{"a" {title}}"#, "{title} {title}", "plain"])
    func `what is no JSON when it is filled in is a fault`(text: String) throws {
        #expect(try FieldTemplate(text, fields: Self.fields).jsonFault != nil)
    }
}
