import TrackerEngine

/// A chart as a picture: SVG 1.1, complete in itself, on a transparent ground.
///
/// It shows what the screen shows: the minutes, the axis, candles, the other pair, marks and cursor.
/// The plot is 900 by 400 pixels; the line breaks where minutes are missing. Colours are middle
/// tones, legible on light and on dark pages.
struct ChartSVG {
    let subject: ChartSubject
    private let title: String
    private let lines: [String]
    private let time: LocalTime
    private let isRising: Bool

    static let (left, width, height) = (20, 900, 400)
    private static let (labels, foot, lineHeight) = (90, 40, 18)
    static let (rising, falling, company, faint) = ("#00875f", "#d75f5f", "#5f87af", "#888")

    /// `title` and `lines` stand above it; from outside.
    init(
        _ subject: ChartSubject, title: String, lines: [String], time: LocalTime, isRising: Bool
    ) {
        self.subject = subject
        self.title = title
        self.lines = lines
        self.time = time
        self.isRising = isRising
    }

    /// The upper edge of the plot.
    private var top: Int { 42 + Self.lineHeight * max(1, lines.count) }

    var text: String {
        let (width, height) = (
            Self.left + Self.width + Self.labels, top + Self.height + Self.foot
        )
        var parts = [
            #"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \#(width) \#(height)""#
                + #" width="\#(width)" height="\#(height)" font-family="sans-serif">"#,
            Self.label(title, x: Self.left, y: 24, size: 20, colour: Self.company),
        ]
        parts += lines.enumerated().map { number, line in
            Self.label(line, x: Self.left, y: 46 + number * Self.lineHeight, size: 13)
        }
        if let axis { parts += grid(axis) + poles() + otherLine(axis) + prices(axis) }
        parts.append("</svg>")
        return parts.joined(separator: "\n") + "\n"
    }

    private var axis: PriceAxis? {
        let own = subject.amounts.filter { $0 > 0 && $0.isFinite }
        let all = own + otherAmounts.filter { $0 > 0 && $0.isFinite }
        guard let low = all.min(), let high = all.max(), let first = own.first else { return nil }
        return PriceAxis(subject.axis, low: low, high: high, base: first, most: 6)
    }

    /// The prices of the other pair on the scale of the first; none without one.
    private var otherAmounts: [Double] {
        // Through candles it would be read as one of their figures.
        subject.view.candle == nil
            ? subject.other.map { other in other.amounts.map { $0 * other.factor } } ?? [] : []
    }

    private func grid(_ axis: PriceAxis) -> [String] {
        let right = Self.left + Self.width
        var lines = axis.labels.flatMap { label -> [String] in
            let y = y(label.price, axis)
            return [
                ##"<path d="M\##(Self.left) \##(y)H\##(right)" stroke="#888" stroke-opacity=".25"/>"##,
                Self.label(label.text, x: right + 8, y: y + 4, size: 12),
            ]
        }
        let scale = TimeScale(
            start: subject.minutes.lowerBound.unixSeconds, minutes: subject.minutes.count,
            columns: 120, time: time)
        lines += scale.labels.map { label in
            let x = Self.left + label.column * Self.width / 120
            return Self.label(
                label.text, x: x, y: top + Self.height + 22, size: 12, anchor: "middle")
        }
        return lines
    }

    /// Marks and cursor, from top to bottom.
    private func poles() -> [String] {
        let view = subject.view
        return (view.marks + (view.cursor.map { [$0] } ?? []))
            .filter(subject.minutes.contains).map { minute in
                let x = x(subject.minutes.lowerBound.distance(to: minute))
                return ##"<path d="M\##(x) \##(top)V\##(top + Self.height)" stroke="#888""##
                    + #" stroke-dasharray="4 3"/>"#
            }
    }

    private func otherLine(_ axis: PriceAxis) -> [String] {
        let amounts = otherAmounts
        return amounts.isEmpty ? [] : [Self.stroke(path(amounts, axis), Self.company)]
    }

    private func prices(_ axis: PriceAxis) -> [String] {
        if let length = subject.view.candle { return candles(of: length, axis) }
        return [Self.stroke(path(subject.amounts, axis), isRising ? Self.rising : Self.falling)]
    }

    func x(_ offset: Int) -> Int {
        Self.left + offset * Self.width / max(1, subject.amounts.count - 1)
    }

    func y(_ price: Double, _ axis: PriceAxis) -> Int {
        top + Self.height - 1 - axis.row(of: price, among: Self.height)
    }
}
