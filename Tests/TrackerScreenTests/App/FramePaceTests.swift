import Testing
import TestSupport
import TrackerEngine

@testable import TrackerScreen

struct FramePaceTests {
    private static let start = SampleState.now.start

    @Test func `a single press is drawn whole, a held key without the chart`() {
        var pace = FramePace()
        func frame(_ milliseconds: Int, keys: Bool = true) -> FramePace.Frame {
            pace.frame(at: Self.start + .milliseconds(milliseconds), hasKeys: keys)
        }
        #expect(frame(0) == .whole)
        #expect(frame(50) == .whole)
        #expect(pace.due == nil)
        #expect(frame(99) == .withoutChart)
        #expect(pace.due == Self.start + .milliseconds(149))
        #expect(frame(130) == .withoutChart)
        #expect(pace.due == Self.start + .milliseconds(180))
        // Whatever else comes meanwhile does not bring the chart earlier, nor later.
        #expect(frame(170, keys: false) == .withoutChart)
        #expect(pace.due == Self.start + .milliseconds(180))
        #expect(frame(180, keys: false) == .whole)
        #expect(pace.due == nil)
    }

    @Test func `a clock that is set back makes no frame wait`() {
        var pace = FramePace()
        _ = pace.frame(at: Self.start, hasKeys: true)
        #expect(pace.frame(at: Self.start + .seconds(-3600), hasKeys: true) == .whole)
    }

    @Test(arguments: UInt64(1)...20)
    func `whatever comes when, the chart is owed only after a held key, and paid when due`(
        seed: UInt64
    ) {
        var random = SeededGenerator(seed: seed)
        var pace = FramePace()
        var now = Self.start
        for _ in 0..<200 {
            let wait = Int.random(in: 0...120, using: &random)
            now = now + .milliseconds(wait)
            let hasKeys = Bool.random(using: &random)
            let owed = pace.due
            let frame = pace.frame(at: now, hasKeys: hasKeys)
            #expect((pace.due != nil) == (frame == .withoutChart))
            if hasKeys {
                #expect(pace.due == nil || pace.due == now + FramePace.rest)
                if wait >= 50 { #expect(frame == .whole) }
            } else {
                #expect(pace.due == owed.flatMap { now < $0 ? $0 : nil })
            }
        }
    }
}
