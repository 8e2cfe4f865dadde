import TestSupport
import Testing

@testable import TrackerEngine

struct TextTableTests {
    @Test(arguments: UInt64(1)...100)
    func `a text has the number of its first coming, as in a dictionary`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var table = TextTable()
        if Bool.random(using: &random) { table.reserve(50, ofBytes: 4) }
        var numbers: [[UInt8]: Int] = [:]
        for _ in 0..<400 {
            let count = Int.random(in: 0...3, using: &random)
            let text = (0..<count).map { _ in UInt8.random(in: 0xFC...0xFF, using: &random) }
            let known = unsafe text.withUnsafeBufferPointer { unsafe table.number(of: $0) }
            #expect(known == numbers[text])
            let number = unsafe text.withUnsafeBufferPointer { unsafe table.add($0) }
            #expect(number == numbers[text] ?? numbers.count)
            numbers[text] = number
            #expect(table.count == numbers.count)
        }
        for (text, number) in numbers {
            #expect(Array(table.text(number)) == text)
            for other in 0..<table.count {
                let isText = unsafe text.withUnsafeBufferPointer {
                    unsafe table.isText($0, at: other)
                }
                #expect(isText == (other == number))
            }
        }
    }

    @Test func `a copy does not see what is added later`() {
        let texts = (0..<40).map { Array("S\($0)-USD".utf8) }
        var table = TextTable()
        for text in texts.prefix(20) {
            _ = unsafe text.withUnsafeBufferPointer { unsafe table.add($0) }
        }
        let copy = table
        for text in texts { _ = unsafe text.withUnsafeBufferPointer { unsafe table.add($0) } }
        #expect(copy.count == 20)
        #expect(unsafe texts[30].withUnsafeBufferPointer { unsafe copy.number(of: $0) } == nil)
        #expect(unsafe texts[30].withUnsafeBufferPointer { unsafe table.number(of: $0) } == 30)
    }
}
