import Glibc
import Testing

@testable import TrackerEngine

struct CivilDateTests {
    @Test func `every day of eight centuries has the date of the C library, and comes back`() {
        for days in stride(from: -150_000, through: 150_000, by: 1) {
            var seconds = time_t(days * 86_400)
            var parts = unsafe tm()
            _ = unsafe gmtime_r(&seconds, &parts)
            let expected = unsafe CivilDate(
                year: Int(parts.tm_year) + 1900, month: Int(parts.tm_mon) + 1,
                day: Int(parts.tm_mday))
            let date = CivilDate(daysSince1970: days)
            if date != expected || date.daysSince1970 != days { Issue.record("\(date)") }
        }
    }

    @Test(arguments: [
        (0, "1970-01-01"), (19_051, "2022-02-28"), (-1, "1969-12-31"), (11_016, "2000-02-29"),
        (-719_528, "0-01-01"),
    ]) func `a date as text`(days: Int, text: String) {
        #expect("\(CivilDate(daysSince1970: days))" == text)
    }

    @Test func `a moment has a form for file names`() {
        #expect(Timestamp(milliseconds: 1_638_117_000_999).compact == "20211128T163000Z")
        #expect(Timestamp(milliseconds: -1).compact == "19691231T235959Z")
    }
}
