/// How volatile the pairs of a market are: a cell for each bin, the higher the more pairs are in it.
struct VolatilityStrip: Sendable {
    /// The number of pairs in each bin, calm ones first.
    let counts: [Int]
    /// The bin of the pair that is looked at.
    let own: Int?

    /// Draws a bin a column; the bin of the pair stands out in a style.
    func draw(on canvas: inout Canvas, style: Style) {
        let most = counts.max() ?? 0
        // Without the full block: it would touch the row above.
        let signs =
            canvas.symbols.isASCII ? canvas.symbols.risers : canvas.symbols.risers.dropLast()
        for (x, count) in counts.enumerated() {
            // The root, so that a few pairs are seen beside hundreds.
            let height = most > 0 ? (Double(count) / Double(most)).squareRoot() : 0
            let steps = Double(signs.count - 2)
            let level = count > 0 ? 1 + Int((height * steps).rounded()) : 0
            canvas.put(signs[level], at: Point(x, 0), style: x == own ? style : .dim)
        }
    }
}

/// How much of a series is known, hour by hour.
struct HourStrip: Sendable {
    /// The minutes with a price in each hour, oldest first.
    private let known: [Int]

    init(_ amounts: [Double], isThere: (Double) -> Bool) {
        known = stride(from: 0, to: amounts.count, by: 60).map { start in
            amounts[start..<min(start + 60, amounts.count)].count(where: isThere)
        }
    }

    /// The columns that it takes.
    var width: Int { known.count }

    /// Draws an hour a column; what is missing stands out.
    func draw(on canvas: inout Canvas) {
        let symbols = canvas.symbols
        for (x, minutes) in known.enumerated() {
            let sign =
                minutes == 0 ? symbols.hole : minutes < 60 ? symbols.partial : symbols.whole
            canvas.put(sign, at: Point(x, 0), style: minutes < 60 ? .warning : .dim)
        }
    }
}
