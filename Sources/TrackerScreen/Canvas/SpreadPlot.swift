/// A series of distances around 0, filled from there: what lies above is above, what lies below is
/// below.
///
/// Its axis reaches as far up as down. Distances beyond a limit stand out; those beyond the axis have
/// a mark at its edge.
struct SpreadPlot {
    /// One a minute, oldest first; what is not finite is a hole.
    let values: ArraySlice<Double>
    /// The size beyond which a distance stands out.
    let limit: Double
    /// The size that the axis ends at.
    let end: Double

    /// `most`: a size that the axis need not go beyond, for the sake of all other distances.
    init(_ values: ArraySlice<Double>, limit: Double, most: Double = .infinity) {
        self.values = values
        self.limit = limit
        let largest = values.reduce(0) { $1.isFinite ? max($0, $1.magnitude) : $0 }
        end = RoundSize.above(
            min(largest, max(most, limit * 3)), steps: [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10])
    }

    func draw(on canvas: inout Canvas) {
        guard canvas.width > 0, canvas.height > 0, !values.isEmpty else { return }
        var dots = DotGrid(canvas.size, symbols: canvas.symbols)
        let columns = Envelope(values, columns: dots.width, zerosAreHoles: false).columns
        let zero = dots.height / 2
        for (number, column) in columns.enumerated() {
            guard let column else { continue }
            let (down, up) = (length(-column.low, zero), length(column.high, dots.height - zero))
            dots.setColumn(number, from: zero - down, through: max(zero - down, zero + up - 1))
        }
        dots.draw(on: &canvas, at: .zero) { x, y in
            let own = columns[x * dots.columnsPerCell..<(x + 1) * dots.columnsPerCell]
            return isBeyond(own.compactMap { $0 }, y, dots, zero) ? .warning : .accent
        }
        drawEdges(columns, dots, on: &canvas)
    }

    /// The dots of a distance on its side of 0, among so many; a distance that is not 0 is seen.
    private func length(_ size: Double, _ room: Int) -> Int {
        size > 0 ? max(1, Int((min(1, size / end) * Double(room)).rounded())) : 0
    }

    /// Whether what a cell shows of its columns goes beyond the limit.
    private func isBeyond(
        _ columns: [Envelope.Column], _ y: Int, _ dots: DotGrid, _ zero: Int
    ) -> Bool {
        let bottom = dots.height - (y + 1) * dots.rowsPerCell
        let top = bottom + dots.rowsPerCell
        /// The distance at an edge of the cell.
        func size(_ rows: Int, of room: Int) -> Double { Double(rows) / Double(room) * end }
        let isAbove = top > zero && size(top - zero, of: dots.height - zero) > limit
        let isBelow = bottom < zero && size(zero - bottom, of: zero) > limit
        return isAbove && columns.contains { $0.high > limit }
            || isBelow && columns.contains { -$0.low > limit }
    }

    /// Marks what is beyond the axis, and minutes without a distance.
    private func drawEdges(
        _ columns: [Envelope.Column?], _ dots: DotGrid, on canvas: inout Canvas
    ) {
        let symbols = canvas.symbols
        for x in 0..<canvas.width {
            let own = columns[x * dots.columnsPerCell..<(x + 1) * dots.columnsPerCell]
            if own.contains(where: { $0.map { $0.high > end } ?? false }) {
                canvas.put(symbols.up, at: Point(x, 0), style: .warning)
            }
            if own.contains(where: { $0.map { -$0.low > end } ?? false }) {
                canvas.put(symbols.down, at: Point(x, canvas.height - 1), style: .warning)
            }
            if own.allSatisfy({ $0 == nil }) {
                canvas.put(symbols.hole, at: Point(x, canvas.height / 2), style: .warning)
            }
        }
    }
}
