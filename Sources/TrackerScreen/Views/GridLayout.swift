/// The places of so many charts: in as few rows and columns as hold them, never with more than a
/// third of the places blank.
struct GridLayout: Hashable, Sendable {
    let columns: Int
    let rows: Int
    private let size: Size

    static let mostAcross = 3
    private static let fewestColumns = 38
    private static let fewestRows = 10

    private static func room(in size: Size) -> (columns: Int, rows: Int) {
        (
            min(max(1, size.width / fewestColumns), mostAcross),
            min(max(1, size.height / fewestRows), mostAcross)
        )
    }

    /// The most charts that there is room for on any screen.
    static let most = mostAcross * mostAcross

    /// The most charts that there is room for.
    static func most(in size: Size) -> Int {
        let room = room(in: size)
        return room.columns * room.rows
    }

    init(in size: Size, showing count: Int) {
        self.size = size
        let room = Self.room(in: size)
        let wanted = min(max(1, count), room.columns * room.rows)
        let shapes = (1...room.columns).flatMap { columns in
            (1...room.rows).map { rows in (columns: columns, rows: rows) }
        }.filter { $0.columns * $0.rows >= wanted }
        // The widest of the smallest ones: charts are wider than high.
        let best = shapes.min { one, other in
            (one.columns * one.rows, -one.columns) < (other.columns * other.rows, -other.columns)
        }
        (columns, rows) = best ?? (1, 1)
    }

    var count: Int { columns * rows }

    /// The cells of a chart.
    func cell(_ place: Int) -> Rect {
        let (row, column) = place.quotientAndRemainder(dividingBy: columns)
        let (left, right) = (
            column * size.width / columns, (column + 1) * size.width / columns
        )
        let (top, bottom) = (row * size.height / rows, (row + 1) * size.height / rows)
        return Rect(x: left, y: top, width: right - left, height: bottom - top)
    }
}
