import Testing

@testable import TrackerScreen

struct SeenRowsTests {
    @Test(arguments: 0...12, 1...14)
    func `the chosen row is seen, in the middle where it can be, and no row is blank`(
        height: Int, count: Int
    ) {
        for row in 0..<count {
            let top = SeenRows.top(of: row, height: height, count: count)
            #expect(top >= 0 && top <= max(0, count - height))
            guard height > 0 else { continue }
            #expect((top..<top + height).contains(row))
            if top > 0, top < count - height { #expect(row - top == height / 2) }
        }
    }

    @Test func `what is seen is counted from 1 to the last that there is`() {
        #expect(SeenRows.counted(from: 0, height: 16, of: 191) == "1–16 of 191")
        #expect(SeenRows.counted(from: 0, height: 16, of: 3) == "1–3 of 3")
        #expect(SeenRows.counted(from: 1190, height: 16, of: 1200) == "1,191–1,200 of 1,200")
        #expect(SeenRows.counted(from: 0, height: 16, of: 0) == nil)
    }
}
