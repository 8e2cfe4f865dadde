extension Series {
    /// The hour that begins at `first`: 60 elements, NaN outside of the series.
    func hour(from first: Minute) -> ArraySlice<Double> {
        let offset = start.distance(to: first)
        if offset >= 0, offset + SeriesCodec.minutes <= amounts.count {
            return amounts[offset..<offset + SeriesCodec.minutes]
        }
        return (0..<SeriesCodec.minutes).map { self[first.advanced(by: $0)]?.amount ?? .nan }[...]
    }

    /// The series without the holes at both ends; `nil` if there is nothing else.
    var trimmed: Series? {
        guard let first = amounts.firstIndex(where: { !$0.isNaN }),
            let last = amounts.lastIndex(where: { !$0.isNaN })
        else { return nil }
        guard first > 0 || last + 1 < amounts.count else { return self }
        return Series(start: start.advanced(by: first), amounts: Array(amounts[first...last]))
    }

    /// The part in some minutes, trimmed; `nil` if it has no price.
    package func clipped(to minutes: ClosedRange<Minute>) -> Series? {
        let first = max(start, minutes.lowerBound)
        let last = min(end.advanced(by: -1), minutes.upperBound)
        guard first <= last else { return nil }
        let places = start.distance(to: first)...start.distance(to: last)
        return Series(start: first, amounts: Array(amounts[places])).trimmed
    }
}
