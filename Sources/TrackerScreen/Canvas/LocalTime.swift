import Glibc
import TrackerEngine

/// Clock times and dates of a place on Earth, from Unix seconds.
///
///     LocalTime.system.clock(at: minute.unixSeconds)     // 09:05
package struct LocalTime: Sendable {
    /// Seconds east of Greenwich at a time in Unix seconds.
    package let offset: @Sendable (_ unixSeconds: Int) -> Int
    /// The name of its zone at a time in Unix seconds, such as `CET`; `nil` where it has none.
    package var zoneName: @Sendable (_ unixSeconds: Int) -> String? = { _ in nil }

    static let utc = LocalTime { _ in 0 }

    /// The time of the system's clock: `TZ`, or `/etc/localtime`.
    package static let system = LocalTime(
        offset: { unixSeconds in
            var seconds = time_t(unixSeconds)
            var parts = unsafe tm()
            return unsafe localtime_r(&seconds, &parts) == nil ? 0 : unsafe parts.tm_gmtoff
        },
        zoneName: { unixSeconds in
            var seconds = time_t(unixSeconds)
            var parts = unsafe tm()
            guard unsafe localtime_r(&seconds, &parts) != nil, let name = unsafe parts.tm_zone
            else {
                return nil
            }
            let text = unsafe String(cString: name)
            // Some zones have no letters, but their offset again.
            return text.first?.isLetter == true ? text : nil
        })

    /// The time of day: `09:05`.
    package func clock(at unixSeconds: Int) -> String {
        let seconds = secondsOfDay(at: unixSeconds)
        return (seconds / 3600).twoDigits + ":" + (seconds / 60 % 60).twoDigits
    }

    /// The time of day with seconds: `09:05:59`.
    func clockWithSeconds(at unixSeconds: Int) -> String {
        clock(at: unixSeconds) + ":" + (secondsOfDay(at: unixSeconds) % 60).twoDigits
    }

    /// The day and the month: `28 Feb`.
    package func date(at unixSeconds: Int) -> String {
        let date = civilDate(at: unixSeconds)
        return "\(date.day) \(Self.months[date.month - 1])"
    }

    /// The date in the form of ISO 8601: `2022-02-28`.
    func zone(at unixSeconds: Int) -> String {
        let minutes = offset(unixSeconds) / 60
        let (hours, rest) = Int(minutes.magnitude).quotientAndRemainder(dividingBy: 60)
        let sign = minutes < 0 ? "-" : "+"
        return minutes == 0 ? "UTC" : "UTC\(sign)\(hours.twoDigits):\(rest.twoDigits)"
    }

    func isoDate(at unixSeconds: Int) -> String { "\(civilDate(at: unixSeconds))" }

    private func civilDate(at unixSeconds: Int) -> CivilDate {
        CivilDate(daysSince1970: day(at: unixSeconds))
    }

    /// The local date, in days since 1970-01-01.
    func day(at unixSeconds: Int) -> Int {
        (unixSeconds + offset(unixSeconds)).dividedFloor(by: 86_400)
    }

    /// The seconds since local midnight.
    func secondsOfDay(at unixSeconds: Int) -> Int {
        unixSeconds + offset(unixSeconds) - day(at: unixSeconds) * 86400
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}
