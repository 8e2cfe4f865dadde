import TrackerEngine

/// A chart as a picture: SVG 1.1, complete in itself, on a transparent ground.
///
/// The plot is 900 by 400 pixels; the line breaks where minutes are missing. Colours are middle
/// tones, legible on light and on dark pages.
struct ChartSVG {
    private let subject: ChartSubject
    private let title: String
    private let facts: String
    private let time: LocalTime
    private let isRising: Bool

    private static let (left, top, width, height) = (20, 60, 900, 400)
    private static let (labels, foot) = (90, 40)

    /// `title` and `facts`: the lines above it; from outside.
    init(
        _ subject: ChartSubject, title: String, facts: String, time: LocalTime, isRising: Bool
    ) {
        self.subject = subject
        self.title = title
        self.facts = facts
        self.time = time
        self.isRising = isRising
    }

    var text: String {
        let (width, height) = (
            Self.left + Self.width + Self.labels, Self.top + Self.height + Self.foot
        )
        var lines = [
            #"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \#(width) \#(height)""#
                + #" width="\#(width)" height="\#(height)" font-family="sans-serif">"#,
            Self.label(title, x: Self.left, y: 24, size: 20, colour: "#5f87af"),
            Self.label(facts, x: Self.left, y: 46, size: 13),
        ]
        if let axis { lines += grid(axis) + line(axis) }
        lines.append("</svg>")
        return lines.joined(separator: "\n") + "\n"
    }

    private var known: [Double] { subject.amounts.filter { $0 > 0 && $0.isFinite } }

    private var axis: PriceAxis? {
        guard let low = known.min(), let high = known.max(), let first = known.first else {
            return nil
        }
        return PriceAxis(subject.view.axis, low: low, high: high, base: first, most: 6)
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
                label.text, x: x, y: Self.top + Self.height + 22, size: 12, anchor: "middle")
        }
        return lines
    }

    /// A path for each run of minutes that have a price.
    private func line(_ axis: PriceAxis) -> [String] {
        var path = ""
        var isDrawing = false
        for (offset, amount) in subject.amounts.enumerated() {
            guard amount > 0, amount.isFinite else {
                isDrawing = false
                continue
            }
            let x = Self.left + offset * Self.width / max(1, subject.amounts.count - 1)
            path += (isDrawing ? "L" : "M") + "\(x) \(y(amount, axis))"
            isDrawing = true
        }
        let colour = isRising ? "#00875f" : "#d75f5f"
        return [
            #"<path d="\#(path)" fill="none" stroke="\#(colour)" stroke-width="1.5""#
                + #" stroke-linejoin="round" stroke-linecap="round"/>"#
        ]
    }

    private func y(_ price: Double, _ axis: PriceAxis) -> Int {
        Self.top + Self.height - 1 - axis.row(of: price, among: Self.height)
    }

    private static func label(
        _ text: String, x: Int, y: Int, size: Int, colour: String = "#888", anchor: String = "start"
    ) -> String {
        #"<text x="\#(x)" y="\#(y)" font-size="\#(size)" fill="\#(colour)""#
            + #" text-anchor="\#(anchor)">\#(escaped(text))</text>"#
    }

    /// A text as XML 1.0 allows it: what it has no character for is left out.
    private static func escaped(_ text: String) -> String {
        text.unicodeScalars.reduce(into: "") { escaped, scalar in
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{FFFE}"..."\u{FFFF}": break
            default: escaped.unicodeScalars.append(scalar)
            }
        }
    }
}
