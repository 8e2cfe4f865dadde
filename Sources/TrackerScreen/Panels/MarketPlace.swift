import TrackerEngine

/// The two ranks of a pair in its market, in rows.
struct MarketPlace {
    private let statistics: PairStatistics
    private let pair: Pair
    private let board: MarketBoard
    /// Whether the history of other pairs is still being loaded: places are not the last word.
    private let isLoading: Bool
    /// How many pairs of the market wait for their history.
    private let waiting: Int

    private static let label = 11
    /// From this width on there are words for the place.
    private static let wide = 52

    /// The pair's ranks through the day; empty while they are not known.
    private let course: [Float?]

    init(
        of instrument: Instrument, _ statistics: PairStatistics, in board: MarketBoard,
        _ state: State
    ) {
        (self.statistics, self.board, pair) = (statistics, board, instrument.pair)
        course = state.courses.ranks(of: instrument, at: state.window.last)
        isLoading = state.isLoading(board.market)
        let backfill = state.snapshot.backfill
        waiting =
            backfill.market == board.market
            ? backfill.pairs.all - backfill.pairs.done
            : board.pairs.count - board.byVolatility.count
    }

    private var strong: Style { isLoading ? .dim : .strong }
    private var plain: Style { isLoading ? .dim : .plain }

    private var volatility: String {
        statistics.volatility.map { Numbers.unsignedPercent($0, room: 9) } ?? Numbers.missing
    }

    func drawVolatility(on canvas: inout Canvas) {
        canvas.write("volatility", at: .zero, style: .label)
        // Words only where figures and places leave room for them.
        let forms = canvas.width < Self.wide ? placeByVolatility.suffix(1) : placeByVolatility[...]
        let place = forms.first { form in
            Self.label + volatility.cellWidth + 2 + form.cellWidth <= canvas.width
        }
        let left = canvas.width - Self.label - (place.map { $0.cellWidth + 2 } ?? 0)
        let figure = ["\(volatility) a day", volatility].first { $0.cellWidth <= left }
        canvas.write(figure ?? volatility, at: Point(Self.label, 0), style: strong)
        guard let place else { return }
        canvas.write(place, at: Point(canvas.width - place.cellWidth, 0), style: plain)
    }

    /// What is said of the place, the longest form first.
    private var placeByVolatility: [String] {
        let ranking = board.byVolatility
        guard let place = ranking.place(of: pair) else { return [] }
        let (count, short) = (ranking.count, Self.short(place, ranking.count))
        if isLoading {
            guard waiting > 0 else { return ["\(short) so far", short + "…"] }
            return ["\(Numbers.count(waiting)) pairs still load", "\(Numbers.count(waiting)) load"]
        }
        guard count > 2, let volatility = statistics.volatility,
            let wilder = board.volatilities.share(wilderThan: volatility)
        else { return [short] }
        let isCalm = wilder >= 0.5
        let share = max(wilder, 1 - wilder)
        // Never all of them, while there is one that is not.
        let percent = share < 1 ? min(99, Int((share * 100).rounded())) : 100
        return [
            "\(isCalm ? "calmer" : "wilder") than \(percent)% of \(Numbers.count(count))", short,
        ]
    }

    private static func short(_ place: Int, _ count: Int) -> String {
        "\(Numbers.count(place)) of \(Numbers.count(count))"
    }

    /// The market's pairs between calm and wild, and this one among them.
    func drawStrip(on canvas: inout Canvas) {
        let (left, right) = ("calm ", " wild")
        let indent = max(0, Self.label - left.count)
        let room = canvas.width - indent - left.count - right.count
        let bins = min(VolatilityHistogram.bins, room)
        guard bins >= 8 else { return }
        canvas.write(left, at: Point(indent, 0), style: .dim)
        let strip = VolatilityStrip(
            counts: board.volatilities.counts(in: bins),
            own: statistics.volatility.map { VolatilityHistogram.bin(of: $0, among: bins) })
        let x = indent + left.count
        canvas.draw(in: Rect(x: x, y: 0, width: bins, height: 1)) {
            strip.draw(on: &$0, style: isLoading ? .strong : .accent.bold)
        }
        canvas.write(right, at: Point(x + bins, 0), style: .dim)
    }

    func drawVariance(on canvas: inout Canvas) {
        canvas.write("variance", at: .zero, style: .label)
        let ranking = board.byVariance
        guard let rank = ranking.rank(of: pair), let place = ranking.place(of: pair) else {
            canvas.write(
                "no rank yet: two prices are needed", at: Point(Self.label, 0), style: .dim)
            return
        }
        let text = PlaceText(
            place: place, count: ranking.count, without: board.pairs.count - ranking.count,
            isSoFar: isLoading)
        let figure = "rank \(Numbers.fixed(rank, decimals: 3))"
        var x = Self.label
        // The variance itself only where all of the others have room.
        if let words = statistics.variance.map(Numbers.variance),
            x + words.cellWidth + Self.ofOthers <= canvas.width
        {
            x += canvas.write(words, at: Point(x, 0), style: .dim) + 2
        }
        // Room for the course before it comes, so that no word goes when it does.
        let hours = CourseLine(Array(repeating: nil, count: 24)).width(canvas.symbols)
        let kept = canvas.width >= Self.wide ? hours + 3 : 0
        var end = x
        let first = Rect(x: 0, y: 0, width: canvas.width - kept, height: 1)
        canvas.draw(in: first) { end = text.draw(after: [figure], at: x, on: &$0) }
        drawCourse(at: end + 3, on: &canvas)
    }

    /// The columns of the rank, the place and the course, with the most digits that are usual.
    private static let ofOthers = 58

    /// The rank through the day.
    private func drawCourse(at x: Int, on canvas: inout Canvas) {
        let line = CourseLine(course)
        let width = line.width(canvas.symbols)
        let words = ["24 h ", ""].first { x + $0.count + width <= canvas.width }
        guard !course.isEmpty, let words else { return }
        canvas.write(words, at: Point(x, 0), style: .dim)
        let place = Rect(x: x + words.count, y: 0, width: width, height: 1)
        canvas.draw(in: place) { line.draw(on: &$0, style: isLoading ? .dim : .accent) }
    }

    /// Both in one row, where there is no other.
    func drawBoth(on canvas: inout Canvas) {
        let x = canvas.write("volatility ", at: .zero, style: .label)
        let end = x + canvas.write(volatility, at: Point(x, 0), style: strong) + 2
        guard let rank = board.byVariance.rank(of: pair),
            let place = board.byVariance.place(of: pair)
        else { return }
        let figure = Numbers.fixed(rank, decimals: 3)
        let placed = Self.short(place, board.byVariance.count) + (isLoading ? " so far" : "")
        let forms = [
            "variance rank \(figure)  \(placed)", "rank \(figure)  \(placed)", "rank \(figure)",
        ]
        guard let form = forms.first(where: { end + $0.cellWidth <= canvas.width }) else { return }
        canvas.write(form, at: Point(canvas.width - form.cellWidth, 0), style: plain)
    }
}
