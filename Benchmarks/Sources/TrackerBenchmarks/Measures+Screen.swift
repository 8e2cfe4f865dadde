import TrackerEngine
import TrackerScreen

extension Measures {
    private static let sizes = [Size(width: 120, height: 40), Size(width: 200, height: 50)]

    /// Canvases, without the terminal that they are shown on.
    func drawing(_ report: inout Report) async {
        for size in Self.sizes {
            let words = "\(size.width)x\(size.height)"
            let window = filled.window
            var screen = BareScreen(snapshot(window), market: filled.ranked, size: size)
            await time("a full frame, \(words), after a key", &report) { call in
                // Back to the top before the list ends: each frame has another pair.
                if call % 600 == 599 { screen.moveToTop() } else { screen.moveDown() }
                keep(screen.draw())
            }
            // What was worked out of the minute before is lost, as after a poll.
            await time("a full frame, \(words), new minute", &report) { _ in
                screen.update(snapshot(filled.window(after: window)))
                keep(screen.draw())
            }
        }
        await charts(&report)
    }

    /// In the whole of a large terminal, and in what the chart has of the two screens.
    private func charts(_ report: inout Report) async {
        let snapshot = snapshot(filled.window)
        guard let series = filled.window.series(of: filled.instruments[0]) else { return }
        let parts = Self.sizes.map {
            BareScreen(snapshot, market: filled.ranked, size: $0).chart
        }
        for size in [Size(width: 160, height: 40)] + parts {
            await time("chart of 1,440 points, \(size.width)x\(size.height)", &report) { _ in
                keep(BareScreen.chart(of: series, size: size))
            }
        }
    }

    private func snapshot(_ window: DayWindow) -> Snapshot {
        Snapshot(
            window: window, sources: [], store: .memory(reason: "measured"))
    }
}
