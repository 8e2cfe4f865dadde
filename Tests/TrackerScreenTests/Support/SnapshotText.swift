import Foundation
import Testing

@testable import TrackerScreen

extension Canvas {
    /// Rows between bars, so that blanks at the end show.
    var snapshot: String { rows.map { "|\($0)|\n" }.joined() }

    /// A canvas of `x`, on which everything that is not drawn on shows.
    static func crossed(_ width: Int, _ height: Int, symbols: Symbols = .unicode) -> Canvas {
        var canvas = Canvas(Size(width: width, height: height), symbols: symbols)
        canvas.fill(canvas.bounds, with: "x")
        return canvas
    }
}

/// Expects a screen to look as it does in `Snapshots/<name>.txt`.
///
/// With `RECORD_SNAPSHOTS=1` the file is written anew, and the test fails, so that nobody forgets
/// to look at what has changed.
func expectSnapshot(
    _ canvas: Canvas, named name: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Snapshots")
    let file = folder.appendingPathComponent(name + ".txt")
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
        try Data(canvas.snapshot.utf8).write(to: file)
        Issue.record("recorded \(name).txt", sourceLocation: sourceLocation)
        return
    }
    let expected = try? String(contentsOf: file, encoding: .utf8)
    #expect(
        canvas.snapshot == expected, "differs from Snapshots/\(name).txt",
        sourceLocation: sourceLocation)
}
