/// A date of the Gregorian calendar, which goes on backwards before it was introduced.
///
/// ```swift
/// CivilDate(daysSince1970: 19_051)                          // 2022-02-28
/// CivilDate(year: 2022, month: 2, day: 28).daysSince1970    // 19051
/// ```
///
/// Howard Hinnant's algorithms, with years that begin in March:
/// https://howardhinnant.github.io/date_algorithms.html.
package struct CivilDate: Hashable, Sendable {
    package let year: Int
    /// From 1 to 12.
    package let month: Int
    /// From 1 to 31.
    package let day: Int

    package init(year: Int, month: Int, day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    package init(daysSince1970 days: Int) {
        let shifted = days + 719_468
        let era = shifted.dividedFloor(by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    }

    /// The number of days since 1970-01-01; a day past the end of its month counts on in the next.
    package var daysSince1970: Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted.dividedFloor(by: 400)
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }
}

extension CivilDate: CustomStringConvertible {
    /// The date as ISO 8601 writes it: `2022-02-28`.
    package var description: String { "\(year)-\(month.twoDigits)-\(day.twoDigits)" }
}

extension Int {
    /// A number below 100 with a zero in front if it has one digit.
    package var twoDigits: String { self < 10 ? "0\(self)" : "\(self)" }
}
