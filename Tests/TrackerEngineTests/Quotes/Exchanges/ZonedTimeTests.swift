import Testing

@testable import TrackerEngine

struct ZonedTimeTests {
    static let shown = "2026-11-28T11:08:00"

    @Test(
        arguments: [
            ("", nil), ("Z", "UTC"), (".25Z", "UTC"), ("+09:00", "UTC+9"), ("+0900", "UTC+9"),
            ("+09", "UTC+9"), (".123-03:30", "UTC-3:30"), ("-00:00", "UTC"),
        ] as [(String, String?)])
    func `a time is read as its clocks show it, with the zone that it names`(
        end: String, zone: String?
    ) throws {
        let time = try #require(ZonedTime(Self.shown + end))
        #expect(time.shown.iso == Self.shown + "Z")
        #expect(time.zone?.words == zone)
    }

    @Test(arguments: ["+", "+9:0:0", "+99", "+09:60", "Z+09:00", " +09:00", "+09:00Z", "x", "+090"])
    func `anything else behind a time is no time`(end: String) {
        #expect(ZonedTime(Self.shown + end) == nil)
        #expect(ZonedTime(end) == nil)
    }
}
