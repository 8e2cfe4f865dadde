import TrackerEngine

/// The line that is read off the chart: at the cursor, between marks, beside another pair.
///
/// Its parts come most worth knowing first; the last ones go if there is no room.
struct ReadingText {
    typealias Part = (text: String, style: Style)

    let parts: [Part]
    /// The parts without which a reading would say something else, if there is no room for all.
    private let least: [Part]

    /// Empty where nothing is pointed at and nothing compared.
    init(_ subject: ChartSubject, _ state: State, symbols: Symbols) {
        let view = subject.view
        var parts: [Part] = []
        if view.marks.count == 2 {
            parts = Self.between(view.marks.sorted(), of: subject, state, symbols: symbols)
        } else if let cursor = view.cursor {
            if let mark = view.marks.first, mark != cursor {
                parts = Self.between([mark, cursor].sorted(), of: subject, state, symbols: symbols)
            } else {
                parts = Self.reading(at: cursor, of: subject, state, symbols: symbols)
            }
        }
        parts += Self.comparison(of: subject, state, symbols: symbols)
        self.parts = parts
        let candle =
            view.marks.isEmpty
            ? view.cursor.flatMap { Self.candle(at: $0, of: subject, state, names: ["O", "C"]) }
            : nil
        least = candle ?? parts
    }

    private static func reading(
        at minute: Minute, of subject: ChartSubject, _ state: State, symbols: Symbols
    ) -> [Part] {
        if let read = candle(at: minute, of: subject, state) { return read }
        let clock: Part = (state.localTime.clock(at: minute.unixSeconds), .strong)
        guard let price = subject.price(at: minute) else {
            let why = state.whyMissing(subject.instrument, at: minute)
            return [clock, (why.map { "no price: \($0)" } ?? "the price is 0", .warning)]
        }
        let change = subject.base.map { price.amount / $0.amount - 1 }
        let text = ChangeText(change)
        let start = state.localTime.clock(at: subject.minutes.lowerBound.unixSeconds)
        return [clock, (subject.prices.exact(price), .strong), (text.text, text.style)]
            + [("since \(start)", .dim)]
    }

    /// A candle: its minutes, the prices that are named, and its change.
    private static func candle(
        at minute: Minute, of subject: ChartSubject, _ state: State,
        names: Set<String> = ["O", "H", "L", "C"]
    ) -> [Part]? {
        guard let (minutes, candle) = subject.candle(at: minute) else { return nil }
        func clock(_ minute: Minute) -> String { state.localTime.clock(at: minute.unixSeconds) }
        let prices = [
            ("O", candle.open), ("H", candle.high), ("L", candle.low), ("C", candle.close),
        ]
        let change = ChangeText(candle.close / candle.open - 1)
        return [("\(clock(minutes.lowerBound))–\(clock(minutes.upperBound))", .strong)]
            + prices.filter { names.contains($0.0) }.map { name, amount in
                let text = (try? Price(amount)).map { subject.prices.text($0) } ?? Numbers.missing
                return ("\(name) \(text)", name == "C" ? .strong : .plain)
            } + [(change.text, change.style)]
    }

    /// The times first.
    private static func between(
        _ marks: [Minute], of subject: ChartSubject, _ state: State, symbols: Symbols
    ) -> [Part] {
        guard marks.count == 2 else { return [] }
        let clocks = marks.map { state.localTime.clock(at: $0.unixSeconds) }
        let span = marks[0].distance(to: marks[1])
        let times: Part = (clocks.joined(separator: " to "), .strong)
        let minutes: Part = ("\(Numbers.count(span)) min", .plain)
        guard let one = subject.price(at: marks[0])?.amount,
            let two = subject.price(at: marks[1])?.amount
        else { return [times, minutes, ("no price at one of them", .warning)] }
        let change = ChangeText(two / one - 1)
        let difference = subject.prices.difference(two - one)
        return [times, (change.text, change.style), (difference, change.style), minutes]
    }

    /// The other pair's name, and how far the two are apart.
    private static func comparison(
        of subject: ChartSubject, _ state: State, symbols: Symbols
    ) -> [Part] {
        guard let other = subject.other else {
            guard let kept = state.chart.other else { return [] }
            let isItself = kept == subject.instrument
            return [
                (
                    isItself
                        ? "the reference that others are compared with" : "nothing to compare with",
                    .dim
                )
            ]
        }
        var parts: [Part] = [(other.name(in: state.snapshot), .accent)]
        guard let minute = subject.view.cursor ?? subject.newestShared,
            let own = subject.price(at: minute)?.amount,
            let price = subject.otherPrice(at: minute)
        else { return parts }
        parts.append((other.prices.text(price), .accent))
        let points = SpreadSeries.distance(of: own, from: price.amount * other.factor)
        parts.append((Numbers.bp(points) + " bp", .plain))
        return parts
    }

    /// Draws the parts that there is room for, two columns apart.
    func draw(on canvas: inout Canvas) {
        var x = 0
        let width = parts.reduce(-2) { $0 + $1.text.cellWidth + 2 }
        for part in width <= canvas.width ? parts : least {
            guard x == 0 || x + part.text.cellWidth <= canvas.width else { return }
            x += canvas.write(part.text, at: Point(x, 0), style: part.style) + 2
        }
    }
}

extension State {
    /// Why a pair has no price at a minute; `nil` where it has one, even if that is 0.
    func whyMissing(_ instrument: Instrument, at minute: Minute) -> String? {
        let market = instrument.market.name
        return switch window.gap(of: instrument, at: minute) {
        case .ahead: "not polled yet"
        case .notPolled: "nothing was polled then"
        case .pollFailed: "the poll of \(market) failed"
        case .absent: "\(market) did not list the pair"
        case .coarse(let minutes): "the history has one every \(minutes) min"
        case nil: nil
        }
    }
}
