public import TrackerEngine

/// The screen without a terminal, for measurements: snapshots and keys go in, canvases come out.
public struct BareScreen: Sendable {
    private var state: State
    private let screen = Screen()

    /// Opens at the pairs of `market`, or at those of another one if the snapshot lacks it.
    public init(_ snapshot: Snapshot, market: Market, size: Size) {
        state = State(
            snapshot: snapshot, size: size, localTime: .utc, port: nil, catalogue: .standard)
        var memory = ScreenMemory()
        memory.market = market
        _ = state.update(on: .goBack(memory))
    }

    /// Takes what the engine publishes.
    ///
    /// Cost: works out the board of the market where nobody has, and sorts its pairs.
    public mutating func update(_ snapshot: Snapshot) { _ = state.update(on: .snapshot(snapshot)) }

    /// Chooses the next pair of the list.
    public mutating func moveDown() { _ = state.update(on: .key(.down)) }

    /// Chooses the first pair of the list.
    public mutating func moveToTop() { _ = state.update(on: .key(.home)) }

    /// Draws all of it anew.
    ///
    /// Cost: O(cells), and the unpacking of one series.
    public func draw() -> Canvas { screen.draw(state, symbols: .unicode) }

    /// The size of the chart; zero where there is no room for it.
    public var chart: Size {
        PairPlaces(
            in: state.layout.inside(.chart).size, digits: ChartSubject(state)?.head.digits
        ).chart.size
    }

    /// Draws a chart alone.
    ///
    /// Cost: O(values + cells).
    public static func chart(of series: Series, size: Size) -> Canvas {
        var canvas = Canvas(size)
        var chart = Chart(values: series.amounts, start: series.start.unixSeconds)
        chart.badTicks = series.badTicks(of: series.amounts.indices)
        chart.draw(on: &canvas)
        return canvas
    }
}
