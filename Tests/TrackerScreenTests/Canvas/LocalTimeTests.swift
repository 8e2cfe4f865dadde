import Testing

@testable import TrackerScreen

struct LocalTimeTests {
    @Test(arguments: [
        (0, "UTC"), (3600, "UTC+01:00"), (-12_600, "UTC-03:30"), (20_700, "UTC+05:45"),
    ])
    func `a time that leaves the program has its distance from Greenwich`(
        offset: Int, zone: String
    ) {
        #expect(LocalTime { _ in offset }.zone(at: 0) == zone)
    }

    static let india = LocalTime { _ in 19800 }

    @Test func `a time has the place's clock and date`() {
        let time = 1_646_081_999  // 2022-02-28T20:59:59Z
        #expect(LocalTime.utc.clock(at: time) == "20:59")
        #expect(LocalTime.utc.isoDate(at: time) == "2022-02-28")
        #expect(Self.india.clockWithSeconds(at: time) == "02:29:59")
        #expect(Self.india.date(at: time) == "1 Mar")
    }

    @Test(arguments: [
        (0, "1970-01-01"), (-1, "1969-12-31"), (951_782_400, "2000-02-29"),
        (4_107_542_400, "2100-03-01"), (253_402_300_799, "9999-12-31"),
    ])
    func `dates follow the calendar`(time: Int, date: String) {
        #expect(LocalTime.utc.isoDate(at: time) == date)
    }
}
