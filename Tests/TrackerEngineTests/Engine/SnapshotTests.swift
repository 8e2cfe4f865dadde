import Testing

@testable import TrackerEngine

struct SnapshotTests {
    @Test func `past prices of a market are waited for while they are fetched`() throws {
        let okx = try Market("okx")
        for mode in BackfillProgress.Mode.allCases {
            var backfill = BackfillProgress()
            backfill.mode = mode
            backfill.ended = [okx]
            let snapshot = Snapshot(
                window: DayWindow(RollingDay(), through: Minute(index: 0)), sources: [],
                store: .memory(reason: ""), providers: [.kraken: 0, okx: 0], backfill: backfill)
            #expect(snapshot.hasBackfillEnded(of: .kraken) == (mode != .market))
            #expect(snapshot.hasBackfillEnded(of: okx))
            // Nobody serves it any more.
            #expect(snapshot.hasBackfillEnded(of: try Market("gone")))
            // Another program fetches, and does not say how far it is.
            let reader = Snapshot(
                window: snapshot.window, sources: [], store: .following(place: "day.sqlite"),
                providers: snapshot.providers, backfill: backfill)
            #expect(reader.hasBackfillEnded(of: .kraken))
        }
    }
}
