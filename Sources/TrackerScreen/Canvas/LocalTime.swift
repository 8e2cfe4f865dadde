import Glibc

/// Clock times and dates of a place on Earth.
package struct LocalTime: Sendable {
    /// Seconds east of Greenwich at a time in Unix seconds.
    let offset: @Sendable (_ unixSeconds: Int) -> Int

    static let utc = LocalTime { _ in 0 }

    /// As the system's clock shows it: `TZ`, or `/etc/localtime`.
    package static let system = LocalTime { unixSeconds in
        var seconds = time_t(unixSeconds)
        var parts = unsafe tm()
        return unsafe localtime_r(&seconds, &parts) == nil ? 0 : unsafe parts.tm_gmtoff
    }

    /// `09:05`.
    func clock(at unixSeconds: Int) -> String {
        let seconds = secondsOfDay(at: unixSeconds)
        return Self.twoDigits(seconds / 3600) + ":" + Self.twoDigits(seconds / 60 % 60)
    }

    /// `09:05:59`.
    func clockWithSeconds(at unixSeconds: Int) -> String {
        clock(at: unixSeconds) + ":" + Self.twoDigits(secondsOfDay(at: unixSeconds) % 60)
    }

    /// `28 Feb`.
    func date(at unixSeconds: Int) -> String {
        let date = Self.civil(day: day(at: unixSeconds))
        return "\(date.day) \(Self.months[date.month - 1])"
    }

    /// `2022-02-28`.
    func isoDate(at unixSeconds: Int) -> String {
        let date = Self.civil(day: day(at: unixSeconds))
        return "\(date.year)-\(Self.twoDigits(date.month))-\(Self.twoDigits(date.day))"
    }

    /// Days since 1970-01-01 of the local date.
    func day(at unixSeconds: Int) -> Int {
        let local = unixSeconds + offset(unixSeconds)
        return local >= 0 ? local / 86400 : (local - 86399) / 86400
    }

    /// Since local midnight.
    func secondsOfDay(at unixSeconds: Int) -> Int {
        unixSeconds + offset(unixSeconds) - day(at: unixSeconds) * 86400
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    private static func twoDigits(_ number: Int) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }

    /// The Gregorian date of a day since 1970 (Hinnant, "chrono-Compatible Low-Level Date
    /// Algorithms", civil_from_days).
    private static func civil(day: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = day + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let ofEra = shifted - era * 146_097
        let year = (ofEra - ofEra / 1460 + ofEra / 36524 - ofEra / 146_096) / 365
        let ofYear = ofEra - (365 * year + year / 4 - year / 100)
        let month = (5 * ofYear + 2) / 153
        return (
            year + era * 400 + (month >= 10 ? 1 : 0), month < 10 ? month + 3 : month - 9,
            ofYear - (153 * month + 2) / 5 + 1
        )
    }
}
