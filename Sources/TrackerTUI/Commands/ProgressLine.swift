import Synchronization
import TrackerEngine
import TrackerScreen

/// A line on standard error that says how far something has come, and is gone when that is done.
///
/// There is one only on a terminal, and only after a second: what is quick says nothing, and a pipe
/// or a log gets none of it.
final class ProgressLine: Sendable {
    private let state: Mutex<ProgressText>
    private let clock: any WallClock
    private let sketch: (@Sendable (String) -> Void)?

    /// `what`: what is being done, in words.
    init(_ what: String, in place: Workplace) {
        clock = place.clock
        sketch = place.console.sketch
        let width = sketch == nil ? 80 : place.output().size.width
        state = Mutex(ProgressText(what, width: width, at: place.clock.now))
    }

    /// Something else is being done from now on.
    func begin(_ what: String) {
        draw { $0.begin(what, at: $1) }
    }

    /// Shows how far it is, unless that was shown just now.
    ///
    /// `share`: of all that is to be done, from 0 to 1; `nil` if that is not known. `count`: how many
    /// `things` are done.
    func show(share: Double?, count: Int, _ things: String) {
        guard sketch != nil else { return }
        draw { $0.line(ProgressText.Step(share: share, count: count, things: things), at: $1) }
    }

    /// Shows how far a store is read as a whole, or written anew; `store`: its name.
    func show(_ progress: StoreProgress, of store: String) {
        let what = progress.stage == .reading ? "reading \(store)" : "writing \(store) anew"
        draw { $0.go(on: what, at: $1) }
        show(share: progress.share, count: progress.rows, "rows")
    }

    /// Shows how far an engine has read its store; nothing once that is done.
    func show(_ snapshot: Snapshot) {
        if let recovery = snapshot.recovery { return show(recovery, of: "the damaged store") }
        guard let loading = snapshot.loading else { return end() }
        show(
            share: loading.all > 0 ? Double(loading.read) / Double(loading.all) : nil,
            count: loading.read, "pairs")
    }

    /// Takes the line away so that something else can be written; it comes back when there is news.
    func hide() { draw { text, _ in text.erased() } }

    /// Takes the line away for good, or until something else is begun.
    func end() { draw { text, _ in text.ended() } }

    /// Keeps the time on the line going until the task is cancelled.
    func tick() async {
        guard sketch != nil else { return }
        while (try? await clock.sleep(until: clock.now + ProgressText.pause)) != nil {
            draw { $0.line(nil, at: $1) }
        }
    }

    private func draw(_ change: (inout ProgressText, Timestamp) -> String?) {
        guard let sketch else { return }
        // Inside of the lock, so that two threads draw one after the other.
        state.withLock { text in
            if let drawing = change(&text, clock.now) { sketch(drawing) }
        }
    }
}

/// The text of a progress line, by the time.
struct ProgressText: Sendable {
    /// Nothing is shown before so much time.
    static let patience = Duration.seconds(1)
    /// The least time between two changes of the line.
    static let pause = Duration.milliseconds(250)

    /// How far something has come.
    struct Step: Hashable, Sendable {
        var share: Double?
        var count: Int
        /// What is counted, as of many.
        var things: String

        /// The count with what is counted: `1 row`, `1,234 rows`.
        var words: String {
            let isOne = count == 1 && things.hasSuffix("s") && !things.contains(" ")
            return "\(Numbers.count(count)) \(isOne ? String(things.dropLast()) : things)"
        }
    }

    private let width: Int
    private var what: String
    private var begun: Timestamp
    private var shown: Timestamp?
    private var step: Step?
    /// The columns that the line takes on the terminal now.
    private var drawn = 0
    private var isOver = false

    init(_ what: String, width: Int, at now: Timestamp) {
        self.what = what
        self.width = width
        begun = now
    }

    /// - Returns: what to write, `nil` for nothing.
    mutating func begin(_ what: String, at now: Timestamp) -> String? {
        self.what = what
        begun = now
        step = nil
        isOver = false
        return erased()
    }

    /// Begins something else unless it is being done already.
    ///
    /// - Returns: what to write, `nil` for nothing.
    mutating func go(on what: String, at now: Timestamp) -> String? {
        isOver || what != self.what ? begin(what, at: now) : nil
    }

    /// The line if there is news of it, and it is time; `new` is how far it is, `nil` for what is
    /// known.
    mutating func line(_ new: Step?, at now: Timestamp) -> String? {
        step = new ?? step
        guard !isOver, begun + Self.patience <= now, shown.map({ $0 + Self.pause <= now }) ?? true
        else {
            return nil
        }
        shown = now
        let text = text(at: now)
        // Blanks cover what was there: a terminal of any kind understands that.
        let rest = max(0, drawn - text.cellWidth)
        drawn = text.cellWidth
        return "\r" + text + String(repeating: " ", count: rest)
    }

    /// - Returns: what takes the line away, `nil` if there is none.
    mutating func erased() -> String? {
        guard drawn > 0 else { return nil }
        defer { drawn = 0 }
        return "\r" + String(repeating: " ", count: drawn) + "\r"
    }

    /// Nothing is shown from now on, until something else is begun.
    mutating func ended() -> String? {
        isOver = true
        return erased()
    }

    private func text(at now: Timestamp) -> String {
        let seconds = max(0, now.milliseconds - begun.milliseconds) / 1000
        var parts: [String] = []
        if let step {
            if let share = step.share { parts.append("\(Int(min(1, max(0, share)) * 100)) %") }
            parts.append(step.words)
        }
        if let share = step?.share, share > 0.01, share <= 1 {
            let left = Double(seconds) * (1 - share) / share
            parts.append("\(HeadlessLog.span(.seconds(Int(left.rounded(.up))))) left")
        } else {
            parts.append(HeadlessLog.span(.seconds(seconds)))
        }
        let end = "  " + parts.joined(separator: "  ")
        let room = min(width, 80) - 1
        // Where there is no room for both, what is being done is cut.
        let name = Self.cut(what.plain(), to: min(50, room - end.cellWidth))
        return Self.cut(name + end, to: room)
    }

    /// The beginning of a text that takes at most so many columns.
    private static func cut(_ text: String, to columns: Int) -> String {
        guard text.cellWidth > columns else { return text }
        var (beginning, width) = ("", 0)
        for character in text {
            width += String(character).cellWidth
            guard width <= columns else { break }
            beginning.append(character)
        }
        return beginning
    }
}
