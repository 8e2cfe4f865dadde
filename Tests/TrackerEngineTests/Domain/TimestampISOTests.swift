import Foundation
import TestSupport
import Testing

@testable import TrackerEngine

struct TimestampISOTests {
    @Test(arguments: UInt64(1)...300)
    func `what is written reads back the same, and as Foundation writes it`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        // The years 1600 to 9999: before, Foundation counts in the Julian calendar.
        let seconds = Int.random(in: -11_676_096_000...253_402_300_799, using: &random)
        let time = Timestamp(milliseconds: seconds * 1000)
        let formatter = ISO8601DateFormatter()
        let text = time.iso
        #expect(text == formatter.string(from: Date(timeIntervalSince1970: Double(seconds))))
        #expect(Timestamp(iso: text) == time)
        #expect(Timestamp(iso: String(text.dropLast())) == time)
        #expect(Timestamp(iso: text.replacing("T", with: " ")) == time)
        #expect(Timestamp(iso: text.dropLast() + ".123456Z") == time)
    }

    @Test(arguments: [
        "", "2021", "2021-08-28", "2021-08-28T16:27", "2021-13-28T16:27:00", "2021-00-28T16:27:00",
        "2021-08-32T16:27:00", "2021-08-00T16:27:00", "2021-08-28T24:00:00", "2021-08-28T16:60:00",
        "2021-08-28T16:27:60", "2021-08-28T16:27:00+02:00", "2021-08-28T16:27:00z",
        "2021-08-28T16:27:00Zx", "2021-08-28X16:27:00", "20210828T162700Z!!!!",
        "-021-08-28T16:27:00",
        "２０２１-08-28T16:27:00", "2021-08-28T16:27:00.0000000000000000000000000Z",
        "2021-08-28T16:27:00.5+00:00", " 2021-08-28T16:27:00",
    ])
    func `anything else is no time`(text: String) { #expect(Timestamp(iso: text) == nil) }
}
