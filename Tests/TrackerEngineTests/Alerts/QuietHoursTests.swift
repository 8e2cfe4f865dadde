import Testing

@testable import TrackerEngine

struct QuietHoursTests {
    private struct Case: CustomTestStringConvertible {
        let text: String
        let quiet: [Int]
        let loud: [Int]
        var testDescription: String { text }
    }

    private static let cases = [
        Case(text: "23:00-07:00", quiet: [1380, 1439, 0, 419], loud: [420, 720, 1379]),
        Case(text: "09:30-17:00", quiet: [570, 1019], loud: [569, 1020, 0]),
        Case(text: "0:00-23:59", quiet: [0, 719, 1438], loud: [1439]),
    ]

    @Test(arguments: cases)
    private func `hours are quiet from their first minute up to their end`(_ row: Case) throws {
        let hours = try #require(QuietHours(row.text))
        for minute in row.quiet { #expect(hours.contains(minute), "\(minute)") }
        for minute in row.loud { #expect(!hours.contains(minute), "\(minute)") }
    }

    @Test(arguments: [
        "", "23:00", "25:00-07:00", "23:60-07:00", "23:00-07:00-08:00", "a-b", "-", "+5:00-7:00",
    ])
    func `what is no span of hours is refused`(text: String) {
        #expect(QuietHours(text) == nil)
    }

    @Test func `the end is that of the clock on the wall`() throws {
        // Two hours east of Greenwich: 22:30 there is 20:30 of UTC.
        let quiet = QuietTime(try #require(QuietHours("22:00-06:00"))) { _ in 7200 }
        let evening = try #require(Timestamp(iso: "2021-08-28T20:30:00"))
        #expect(quiet.end(at: evening)?.iso == "2021-08-29T04:00:00Z")
        #expect(quiet.end(at: try #require(Timestamp(iso: "2021-08-28T19:59:00"))) == nil)
    }
}
