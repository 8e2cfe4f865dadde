import Glibc
import TestSupport
import Testing

@testable import TrackerScreen

struct ChartTests {
    /// 2022-02-28T12:30Z.
    static let start = 1_646_051_400

    static func wave(holes: Range<Int> = 0..<0) -> [Double] {
        (0..<1440).map { minute in
            let phase = (minute + 720) % 1440
            let height = phase < 720 ? phase : 1440 - phase
            return holes.contains(minute) ? .nan : 100 + Double(height) / 72
        }
    }

    static func drawn(
        _ chart: Chart, _ width: Int, _ height: Int, symbols: Symbols = .unicode
    ) -> [String] {
        var canvas = Canvas(Size(width: width, height: height), symbols: symbols)
        chart.draw(on: &canvas)
        return canvas.rows
    }

    @Test func `a day has a line, round prices and round hours`() throws {
        var canvas = Canvas(Size(width: 60, height: 12))
        Chart(values: Self.wave(holes: 400..<520), start: Self.start).draw(on: &canvas)
        try expectSnapshot(canvas, named: "chart-60x12")
    }

    @Test func `a day has a line in ASCII`() throws {
        var canvas = Canvas(Size(width: 60, height: 12), symbols: .ascii)
        Chart(values: Self.wave(holes: 400..<520), start: Self.start).draw(on: &canvas)
        try expectSnapshot(canvas, named: "chart-ascii-60x12")
    }

    @Test func `a price that never changes is drawn in the middle`() {
        let rows = Self.drawn(Chart(values: Array(repeating: 5, count: 1440), start: 0), 24, 5)
        #expect(
            rows == [
                "·        ·         5.05 ", "⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀    5 ", "                        ",
                "┊        ·         4.95 ", "1 Jan  12:00            ",
            ])
    }

    @Test func `the smallest spike is seen`() {
        var values = [Double](repeating: 100, count: 1440)
        values[777] = 200
        #expect(Self.drawn(Chart(values: values, start: 0), 40, 8)[0].contains { $0 > "\u{2800}" })
    }

    @Test(arguments: UInt64(1)...40)
    func `what is spread over the columns of candles lies in those of its own`(seed: UInt64) throws
    {
        var random = SeededGenerator(seed: seed)
        let count = Int.random(in: 100...1440, using: &random)
        var chart = Chart(
            values: (0..<count).map { 100 + Double($0 % 7) },
            start: Self.start + 60 * Int.random(in: 0..<60, using: &random))
        let candle = [5, 15, 60].randomElement(using: &random) ?? 5
        chart.candle = candle
        let plan = try #require(
            chart.plan(in: Size(width: Int.random(in: 40...200, using: &random), height: 9)))
        for place in plan.shown {
            // A spike at one minute, and where it is seen.
            var values = [Double](repeating: 0, count: count)
            values[place] = 1
            let spread = plan.wholeCandles(of: values[plan.shown])
            #expect(spread.count == plan.candles * candle)
            let columns = Envelope(
                spread, columns: plan.plot.width, zerosAreHoles: false
            ).columns
            let number = (place - plan.shown.lowerBound + plan.cut) / candle
            let seen = columns.indices.filter { (columns[$0]?.high ?? 0) > 0 }
            #expect(!seen.isEmpty)
            let first = number * plan.plot.width / plan.candles
            let last = ((number + 1) * plan.plot.width - 1) / plan.candles
            #expect(seen.allSatisfy { (first...last).contains($0) }, "\(seen)")
        }
    }

    @Test func `missing minutes leave their columns empty and dot the axis`() {
        let rows = Self.drawn(Chart(values: Self.wave(holes: 480..<960), start: 0), 38, 8)
        let middle = rows.prefix(6).map { Array($0)[11...17] }
        #expect(middle.allSatisfy { $0.allSatisfy { " ·".contains($0) } })
        #expect(Array(rows[6])[11...17].allSatisfy { "·┴".contains($0) })
    }

    @Test(arguments: [
        [], [Double](repeating: .nan, count: 1440), [0, 0, 0], [Double.infinity, -Double.infinity],
    ])
    func `nothing is drawn without a price`(values: [Double]) {
        var canvas = Canvas.crossed(30, 8)
        Chart(values: values, start: 0).draw(on: &canvas)
        #expect(canvas == Canvas.crossed(30, 8))
    }

    @Test(arguments: UInt64(1)...120)
    func `any values on any size stay inside`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let scale = [1e-300, 1e-9, 1, 1e6, 1e15, 1e300][Int(seed) % 6]
        let count = [0, 1, 2, 7, 60, 1440][Int(seed / 6) % 6]
        let values = (0..<count).map { _ in
            Int.random(in: 0...4, using: &random) == 0
                ? Double.nan : Double.random(in: 1...1.1, using: &random) * scale
        }
        for symbols in [Symbols.unicode, .ascii] {
            for (width, height) in [(0, 0), (1, 1), (3, 2), (9, 3), (20, 6), (80, 20), (1, 40)] {
                var canvas = Canvas.crossed(width + 4, height + 2, symbols: symbols)
                canvas.draw(in: Rect(x: 2, y: 1, width: width, height: height)) { part in
                    Chart(values: values, start: Int(seed) * 86_399).draw(on: &part)
                }
                for (y, row) in canvas.rows.enumerated() {
                    #expect(row.hasPrefix("xx") && row.hasSuffix("xx"))
                    if y == 0 || y == height + 1 { #expect(row.allSatisfy { $0 == "x" }) }
                    if symbols.isASCII { #expect(row.utf8.allSatisfy { $0 < 0x80 }) }
                }
            }
        }
    }
}

/// What lies on which side of the price that a chart began at.
struct ChartSidesTests {
    @Test func `a price that goes a tick up and down is calm`() throws {
        let values = (0..<1440).map { $0 % 7 < 3 ? 1.0004 : 1.0003 }
        let chart = Chart(values: values, start: ChartTests.start)
        let plan = try #require(chart.plan(in: Size(width: 60, height: 34)))
        let rows = [1.0003, 1.0004].map { plan.row(of: $0) }
        #expect(rows[0] - rows[1] == 2 && rows.allSatisfy { (12...20).contains($0) })
        // One that has two prices far apart is not.
        let other = Chart(values: values.map { $0 > 1.00035 ? 1.1 : 1 }, start: 0)
        let whole = try #require(other.plan(in: Size(width: 60, height: 34)))
        #expect([1, 1.1].map { whole.row(of: $0) } == [whole.plot.bottom - 1, whole.plot.y])
    }

    private static func chart(_ seed: UInt64, fill: ChartFill) -> Chart {
        var random = SeededGenerator(seed: seed)
        var price = 100.0
        let values = (0..<1440).map { _ -> Double in
            price += Double.random(in: -1...1, using: &random)
            return price
        }
        var chart = Chart(values: values, start: ChartTests.start)
        (chart.hasReference, chart.fill) = (true, fill)
        return chart
    }

    @Test(arguments: UInt64(1)...40)
    func `the line is up-coloured above its start, and the filling lies between`(
        seed: UInt64
    ) throws {
        let chart = Self.chart(seed, fill: .dots)
        let size = Size(width: 60, height: 20)
        let plan = try #require(chart.plan(in: size))
        var canvas = Canvas(size)
        chart.draw(on: &canvas)
        let base = plan.row(of: plan.first)
        for x in plan.plot.x..<plan.plot.right {
            var line: [Int] = []
            var filled: [Int] = []
            for y in plan.plot.y..<plan.plot.bottom where y != base {
                let cell = canvas[x, y]
                switch cell.style.meaning {
                case .up, .down:
                    #expect(cell.style == (y < base ? .rising : .falling))
                    line.append(y)
                case .fillUp, .fillDown:
                    #expect(cell.scalar == "⢕")
                    #expect(cell.style.meaning == (y < base ? .fillUp : .fillDown))
                    filled.append(y)
                default: break
                }
            }
            guard let top = filled.first, let bottom = filled.last else { continue }
            let isUp = top < base
            #expect(isUp ? bottom < base : top > base)
            let edge = isUp ? line.last { $0 < top } : line.first { $0 > bottom }
            let between = try isUp ? #require(edge) + 1..<base : base + 1..<#require(edge)
            #expect(filled == Array(between))
        }
    }

    @Test func `tints grow with the distance, and lie under the line too`() throws {
        var chart = Self.chart(3, fill: .tint)
        chart.values = (0..<1440).map { 100 - Double($0) / 100 }
        let size = Size(width: 60, height: 20)
        let plan = try #require(chart.plan(in: size))
        var canvas = Canvas(size)
        chart.draw(on: &canvas)
        let x = plan.plot.right - 3
        let grounds = (plan.plot.y + 1..<plan.plot.bottom).map { canvas[x, $0].style.ground }
        let known = grounds.filter { $0 != .none }.map(\.rawValue)
        #expect(known == known.sorted() && Set(known).count == 4)
        let tints: Set<Style.Ground> = [.tintDown1, .tintDown2, .tintDown3, .tintDown4]
        #expect(Set(grounds).subtracting([.none]) == tints)
        let line = (plan.plot.y..<plan.plot.bottom).last { canvas[x, $0].style.meaning == .down }
        #expect(line.map { canvas[x, $0].style.ground } == .tintDown4)
    }

    @Test(arguments: [(Symbols.ascii, nil), (.unicode.withBlocks, "░"), (.unicode, "⢕")])
    func `the filling is made of what the terminal has`(
        symbols: Symbols, sign: Unicode.Scalar?
    ) {
        let chart = Self.chart(7, fill: .dots)
        var canvas = Canvas(Size(width: 60, height: 20), symbols: symbols)
        chart.draw(on: &canvas)
        let cells = (0..<20).flatMap { y in (0..<60).map { x in canvas[x, y] } }
        let filled = cells.filter { [.fillUp, .fillDown].contains($0.style.meaning) }
        #expect(Set(filled.map(\.scalar)) == Set(sign.map { [$0] } ?? []))
    }

    @Test func `the price that it began at is written, whatever round one is near`() throws {
        var chart = Self.chart(1, fill: .none)
        chart.values = (0..<1440).map { 100.2 + max(-7, sin(Double($0) / 200) * 10) }
        (chart.firstPrice, chart.lastPrice) = ("100.20", "108.00")
        let size = Size(width: 60, height: 20)
        let plan = try #require(chart.plan(in: size))
        var canvas = Canvas(size)
        chart.draw(on: &canvas)
        let row = plan.row(of: plan.first)
        #expect(canvas.rows[row].hasSuffix("100.20 ") && !canvas.rows.joined().contains(" 100 "))
        #expect(canvas[58, row].style == .plain)
        let tag = plan.row(of: plan.last)
        #expect(canvas.rows[tag].hasSuffix(" 108.00 "))
        #expect(canvas[59, tag].style == Style.rising.chip)
    }

    @Test(arguments: [(4, 2), (8, 3), (13, 4), (20, 6), (40, 7)])
    func `a chart has as many labels as its rows need`(rows: Int, most: Int) throws {
        for seed in UInt64(1)...30 {
            let chart = Self.chart(seed, fill: .none)
            let axisRows = rows + 2 >= 6 ? 2 : 1
            let plan = try #require(chart.plan(in: Size(width: 60, height: rows + axisRows)))
            #expect(plan.plot.height == rows && (2...most).contains(plan.axis.labels.count))
        }
    }

    @Test func `midnight is a line, holes are warnings on the axis`() throws {
        var canvas = Canvas(Size(width: 60, height: 12))
        Chart(values: ChartTests.wave(holes: 400..<520), start: ChartTests.start).draw(on: &canvas)
        let x = try #require(
            (0..<60).first { x in (0..<10).contains { canvas[x, $0].scalar == "┊" } })
        #expect(
            (0..<5).allSatisfy { pair in
                let cell = canvas[x, pair * 2 + 1]
                return cell.scalar == "┊" || cell.scalar > "\u{2800}"
            })
        #expect((0..<5).allSatisfy { canvas[x, $0 * 2].scalar != "┊" })
        let holes = (0..<60).filter { canvas[$0, 10].style == .warning }
        #expect(!holes.isEmpty && holes.allSatisfy { canvas[$0, 10].scalar == "·" })
        let date = try #require((0..<55).first { canvas[$0, 11].scalar == "M" })
        #expect(canvas[date, 11].style == .plain)
    }
}

struct BadTicksTests {
    @Test func `the axis leaves a bad tick out, and a sign at the edge says where`() throws {
        var values = (0..<1440).map { 1000 + Double($0 % 7) }
        values[700] = 3000
        var chart = Chart(values: values, start: 0)
        chart.badTicks = [700]
        chart.hasReference = true
        let size = Size(width: 60, height: 20)
        let plan = try #require(chart.plan(in: size))
        #expect(plan.axis.high < 1200 && plan.badTicks == [700])
        var canvas = Canvas(size)
        chart.draw(on: &canvas)
        let column = try #require(plan.column(of: 700))
        #expect(canvas[column, 0].scalar == "▲" && canvas[column, 0].style == .warning)
    }
}
