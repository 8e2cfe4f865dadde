package import TrackerEngine

/// The pace of frames: while a key is held, the chart waits until it rests.
///
/// A chart changes whole from pair to pair, and is most of the bytes of a frame: over a slow line the
/// lists would lag behind the key. A single press is drawn whole at once.
package struct FramePace: Sendable {
    package enum Frame: Hashable, Sendable {
        case whole
        /// All but the chart; it is drawn once no frame has come for `rest`.
        case withoutChart
    }

    /// How soon after a frame a key is taken for one that is held.
    package static let rest = Duration.milliseconds(50)

    private var last: Timestamp?
    /// When the chart that was left out is due; `nil` if the screen has it.
    package private(set) var due: Timestamp?

    package init() {}

    /// Says how to draw the next frame; `hasKeys`: whether keys are what it is drawn for.
    ///
    /// - Returns: whether it has its chart.
    package mutating func frame(at now: Timestamp, hasKeys: Bool) -> Frame {
        defer { last = now }
        // A clock that was set back says nothing.
        func isSoon(after time: Timestamp) -> Bool { now >= time && now < time + Self.rest }
        if hasKeys {
            due = last.map(isSoon) ?? false ? now + Self.rest : nil
        } else if let wanted = due, now >= wanted || wanted > now + Self.rest {
            due = nil
        }
        return due == nil ? .whole : .withoutChart
    }
}
