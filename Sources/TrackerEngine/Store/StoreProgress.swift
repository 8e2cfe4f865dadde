/// How far a store has been read as a whole, or a damaged one been written anew.
public struct StoreProgress: Sendable, Hashable {
    public enum Stage: Hashable, Sendable { case reading, writing }

    public let stage: Stage
    /// The rows with prices so far.
    public let rows: Int
    /// All rows with prices; 0 while their number is not known.
    public let all: Int

    public init(_ stage: Stage, rows: Int, all: Int) {
        self.stage = stage
        self.rows = rows
        self.all = all
    }

    /// The part that is done, in [0, 1]; `nil` while that is not known.
    public var share: Double? { all > 0 ? min(1, Double(rows) / Double(all)) : nil }
}

/// Is called with the progress of a store, on the thread that reads it; it must return at once.
public typealias StoreProgressListener = @Sendable (StoreProgress) -> Void

/// Counts the rows of a store on their way, and says now and then how many there were.
struct RowMeter: Sendable {
    private let stage: StoreProgress.Stage
    private let listener: StoreProgressListener
    /// All rows; 0 while their number is not known.
    var all: Int
    private var rows = 0
    /// The percentage that was said last; without a number of all, how many times `step` rows.
    private var said = 0

    private static let step = 256

    init(_ stage: StoreProgress.Stage, all: Int = 0, _ listener: @escaping StoreProgressListener) {
        self.stage = stage
        self.all = all
        self.listener = listener
    }

    /// A further row was read or written.
    mutating func add() {
        rows += 1
        let now = all > 0 ? min(100, rows * 100 / all) : rows / Self.step
        guard now != said else { return }
        said = now
        listener(StoreProgress(stage, rows: rows, all: all))
    }
}
