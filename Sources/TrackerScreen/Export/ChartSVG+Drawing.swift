import TrackerEngine

// Paths and texts.
extension ChartSVG {
    /// A line through prices; it begins anew after minutes that have none.
    func path(_ amounts: [Double], _ axis: PriceAxis) -> String {
        var path = ""
        var isDrawing = false
        for (offset, amount) in amounts.enumerated() {
            guard amount > 0, amount.isFinite else {
                isDrawing = false
                continue
            }
            path += (isDrawing ? "L" : "M") + "\(x(offset)) \(y(amount, axis))"
            isDrawing = true
        }
        return path
    }

    static func stroke(_ path: String, _ colour: String) -> String {
        #"<path d="\#(path)" fill="none" stroke="\#(colour)" stroke-width="1.5""#
            + #" stroke-linejoin="round" stroke-linecap="round"/>"#
    }

    /// Candles of so many minutes: for each colour the wicks, then the bodies.
    func candles(of length: Int, _ axis: PriceAxis) -> [String] {
        let all = Candle.candles(
            of: subject.amounts, first: subject.minutes.lowerBound.index, length: length,
            zerosAreHoles: true)
        let half = max(1, Self.width * length / max(1, subject.amounts.count) / 3)
        return [true, false].flatMap { isRising -> [String] in
            var (wicks, bodies) = ("", "")
            for case (let offset, let candle?) in all where candle.isRising == isRising {
                let middle = min(max(0, offset + length / 2), subject.amounts.count - 1)
                let x = x(middle)
                wicks += "M\(x) \(y(candle.low, axis))V\(y(candle.high, axis))"
                let ends = [y(candle.open, axis), y(candle.close, axis)].sorted()
                bodies += "M\(x - half) \(ends[0])H\(x + half)V\(ends[1] + 1)H\(x - half)Z"
            }
            let colour = isRising ? Self.rising : Self.falling
            return wicks.isEmpty
                ? [] : [Self.stroke(wicks, colour), #"<path d="\#(bodies)" fill="\#(colour)"/>"#]
        }
    }

    static func label(
        _ text: String, x: Int, y: Int, size: Int, colour: String = faint, anchor: String = "start"
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
