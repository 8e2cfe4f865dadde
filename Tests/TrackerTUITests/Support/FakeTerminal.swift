import TrackerEngine
import TrackerScreen

@testable import TrackerTUI

/// A terminal of any size that remembers what it was shown; a test types at it.
actor FakeTerminal: Terminal {
    nonisolated let symbols: Symbols
    nonisolated let report: TerminalReport
    private let deliver: @Sendable (TerminalEvent) -> Void
    private(set) var size: Size
    /// Every canvas, in the order they came.
    private(set) var shown: [Canvas] = []
    private(set) var repaints = 0
    private(set) var hasMouse = false
    private(set) var themes: [Theme] = []
    private(set) var copied: [String] = []
    /// The signs and the text of each ring.
    private(set) var rung: [String] = []
    private(set) var isClosed = false
    private var waiting: [(count: Int, continuation: CheckedContinuation<Canvas, Never>)] = []

    init(
        _ size: Size, symbols: Symbols = .unicode, report: TerminalReport = TerminalReport(),
        deliver: @escaping @Sendable (TerminalEvent) -> Void
    ) {
        self.size = size
        self.symbols = symbols
        self.report = report
        self.deliver = deliver
    }

    func show(_ canvas: Canvas) {
        shown.append(canvas)
        let ready = waiting.filter { $0.count <= shown.count }
        waiting.removeAll { $0.count <= shown.count }
        for wait in ready { wait.continuation.resume(returning: canvas) }
    }

    func repaint() { repaints += 1 }
    func setMouse(_ isOn: Bool) { hasMouse = isOn }
    func setTheme(_ theme: Theme, on ground: RGB?) { themes.append(theme) }
    func copy(_ text: String) { copied.append(text) }
    func ring(_ signs: TerminalSigns, _ text: String) { rung.append("\(signs.rawValue) \(text)") }
    func close() { isClosed = true }

    /// Waits until so many canvases have been shown in all, and returns the last of them.
    func screen(after count: Int) async -> Canvas {
        if shown.count >= count, let last = shown.last { return last }
        return await withCheckedContinuation { waiting.append((count, $0)) }
    }

    /// Waits for the first canvas of which that is so.
    func screen(where isWanted: (Canvas) -> Bool) async -> Canvas {
        var number = 0
        while true {
            if number == shown.count { _ = await screen(after: number + 1) }
            if isWanted(shown[number]) { return shown[number] }
            number += 1
        }
    }

    nonisolated func type(_ keys: Key...) { deliver(.keys(keys)) }

    func resize(to size: Size) {
        self.size = size
        deliver(.resized)
    }

    nonisolated func send(_ event: TerminalEvent) { deliver(event) }
}
