import Glibc
import TrackerEngine

/// The map of a market: each pair a dot, across by volatility and up by change, in the colour of its
/// change.
struct RestlessMap {
    /// A pair on the map.
    struct Dot: Sendable {
        let instrument: Instrument
        /// The volatility between 0.3 and 40 % a day on a scale of powers, in [0, 1].
        let across: Float
        /// The root of the change between -35 and 35 %, in [-1, 1].
        let up: Float
        let step: ChangeStep

        init(_ instrument: Instrument, volatility: Double, change: Double) {
            self.instrument = instrument
            across = Float(RestlessMap.across(volatility))
            up = Float(RestlessMap.up(change))
            step = ChangeStep(change)
        }
    }

    /// The pairs of a map, and those that are named on it.
    struct Dots: Sendable {
        let all: [Dot]
        /// The pairs that lie furthest up, down and to the right.
        let outermost: [Dot]

        /// Cost: O(n log n); made where the board is worked out, not for each frame.
        init(_ all: [Dot]) {
            self.all = all
            let byChange = all.sorted { $0.up < $1.up }
            outermost =
                byChange.suffix(4).reversed() + byChange.prefix(4)
                + all.sorted { $0.across > $1.across }.prefix(2)
        }
    }

    let dots: Dots
    let chosen: Instrument
    /// The name of a pair, as short as it is known.
    let name: (Instrument) -> String

    private static let mostChange = 0.35

    /// The place of a volatility in [0, 1]; what lies outside is at the edge.
    static func across(_ volatility: Double) -> Double {
        let (least, most) = (VolatilityHistogram.least, VolatilityHistogram.most)
        let held = min(max(volatility, least), most)
        return log(held / least) / log(most / least)
    }

    /// The place of a change in [-1, 1]; what lies outside is at the edge.
    static func up(_ change: Double) -> Double {
        let share = min(1, change.magnitude / mostChange).squareRoot()
        return change < 0 ? -share : share
    }

    /// The places of what is written on the axes.
    private static let acrossLabels: [(volatility: Double, text: String)] = [
        (0.005, "0.5%"), (0.01, "1%"), (0.02, "2%"), (0.05, "5%"), (0.1, "10%"), (0.2, "20%"),
    ]
    private static let upLabels: [(change: Double, text: String)] = [
        (0.35, "+35%"), (0.09, "+9%"), (0, "0"), (-0.09, "−9%"), (-0.35, "−35%"),
    ]
    private static let labelWidth = 5

    func draw(on canvas: inout Canvas) {
        let (upper, below) = canvas.bounds.splitBottom(2)
        let (left, plot) = upper.splitLeft(Self.labelWidth + 1)
        guard plot.width > 0, plot.height > 0 else { return }
        canvas.draw(in: left) { drawChanges(on: &$0) }
        let axis = Rect(x: plot.x, y: below.y, width: plot.width, height: below.height)
        canvas.draw(in: axis) { drawVolatilities(on: &$0) }
        canvas.draw(in: plot) { part in
            drawZero(on: &part)
            drawDots(on: &part)
            drawNames(on: &part)
        }
    }

    private static func row(_ up: Double, of rows: Int) -> Int {
        min(rows - 1, max(0, Int(((1 - up) / 2 * Double(rows - 1)).rounded())))
    }

    private func drawChanges(on canvas: inout Canvas) {
        var free = 0
        for label in Self.upLabels {
            let row = Self.row(Self.up(label.change), of: canvas.height)
            guard row >= free else { continue }
            canvas.write(
                label.text, at: Point(0, row), style: .axis, width: Self.labelWidth, align: .right)
            free = row + 2
        }
    }

    private func drawVolatilities(on canvas: inout Canvas) {
        canvas.fill(
            canvas.bounds.splitTop(1).top, with: canvas.symbols.horizontal, style: .axis)
        var free = 0
        for label in Self.acrossLabels {
            let x = Int(Self.across(label.volatility) * Double(canvas.width - 1))
            let start = x - label.text.count / 2
            guard start >= free, start + label.text.count <= canvas.width else { continue }
            canvas.put(canvas.symbols.tick, at: Point(x, 0), style: .axis)
            free = start + canvas.write(label.text, at: Point(start, 1), style: .axis) + 1
        }
        let unit = "a day"
        guard free + unit.count <= canvas.width else { return }
        canvas.write(unit, at: Point(canvas.width - unit.count, 1), style: .axis)
    }

    private func drawZero(on canvas: inout Canvas) {
        let row = Self.row(0, of: canvas.height)
        for x in stride(from: 0, to: canvas.width, by: 4) {
            canvas.put(canvas.symbols.horizontal, at: Point(x, row), style: .frame)
        }
    }

    /// The cell of a dot, and its column and row in it counted through the whole.
    private func place(of dot: Dot, in grid: DotGrid) -> (column: Int, row: Int) {
        (
            Int((dot.across * Float(grid.width - 1)).rounded()),
            Int(((dot.up + 1) / 2 * Float(grid.height - 1)).rounded())
        )
    }

    private func cell(of dot: Dot, in grid: DotGrid, rows: Int) -> Point {
        let place = place(of: dot, in: grid)
        return Point(
            place.column / grid.columnsPerCell, rows - 1 - place.row / grid.rowsPerCell)
    }

    private func drawDots(on canvas: inout Canvas) {
        var grid = DotGrid(canvas.size, symbols: canvas.symbols)
        // The largest change of a cell gives it its colour.
        var steps: [Int: ChangeStep] = [:]
        for dot in dots.all {
            let at = place(of: dot, in: grid)
            grid.setColumn(at.column, from: at.row, through: at.row)
            let cell = cell(of: dot, in: grid, rows: canvas.height)
            let key = cell.y * canvas.width + cell.x
            if let step = steps[key], step.number.magnitude >= dot.step.number.magnitude {
                continue
            }
            steps[key] = dot.step
        }
        grid.draw(on: &canvas, at: .zero, style: .dim)
        for (key, step) in steps {
            let at = Rect(x: key % canvas.width, y: key / canvas.width, width: 1, height: 1)
            canvas.restyle(at) { _ in step.style }
        }
    }

    /// Names the chosen pair, then those furthest out, where there is room beside their dots.
    private func drawNames(on canvas: inout Canvas) {
        let grid = DotGrid(canvas.size, symbols: canvas.symbols)
        var named: Set<String> = []
        for dot in dots.all.filter({ $0.instrument == chosen }) + dots.outermost
        where named.insert(name(dot.instrument)).inserted {
            let isChosen = dot.instrument == chosen
            let name = isChosen ? " \(name(dot.instrument)) " : name(dot.instrument)
            let cell = cell(of: dot, in: grid, rows: canvas.height)
            let width = name.cellWidth
            let starts = [cell.x + 1, cell.x - width].filter { start in
                start >= 0 && start + width <= canvas.width
                    && (isChosen
                        || (max(0, start - 1)..<min(canvas.width, start + width + 1)).allSatisfy {
                            $0 == cell.x
                                || [" ", canvas.symbols.horizontal].contains(
                                    canvas[$0, cell.y].scalar)
                        })
            }
            guard let start = starts.first else { continue }
            canvas.write(
                name, at: Point(start, cell.y),
                style: isChosen ? Style(.ink, .bold, on: .chipAccent) : .plain)
        }
    }
}
