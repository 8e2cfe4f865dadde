import Testing
import TrackerEngine

@testable import TrackerTUI

struct HeadlessLogTests {
    private static let noon = Timestamp(milliseconds: 1_630_152_000_000)

    /// After one poll of a source: a failure in words and the seconds to the next poll, or prices.
    private static func snapshot(
        _ reason: String?, after wait: Int = 60, isBarred: Bool = false, of name: String = "kraken",
        store: StoreHealth = .memory(reason: "test")
    ) -> Snapshot {
        var source = SourceHealth(name: name, address: "api.\(name).test")
        source.nextPoll = noon + .seconds(wait)
        if let reason {
            source.failure = .init(reason: reason, at: noon, times: 1, isBarred: isBarred)
        } else {
            source.lastSuccess = noon
            source.quotes = 700
        }
        return Snapshot(
            window: DayWindow(RollingDay(), through: Minute(containing: noon)), sources: [source],
            store: store)
    }

    @Test func `what another program asks is said to be its asking`() {
        let following = StoreHealth.following(place: "p")
        let own = Self.snapshot("refused")
        let read = Self.snapshot(nil, of: "okx", store: following)
        #expect(
            HeadlessLog.lines(from: nil, to: read) == [
                "the other tracker-tui: okx: 700 prices from api.okx.test",
                "reading p, which another tracker-tui writes",
            ])
        // It may ask more sources than this one.
        let both = Snapshot(
            window: read.window, sources: own.sources + read.sources, store: following)
        #expect(
            HeadlessLog.lines(from: own, to: both) == [
                "the other tracker-tui: okx: 700 prices from api.okx.test",
                "reading p, which another tracker-tui writes",
            ])
    }

    /// The lines of these snapshots, one after the other, without those on the store.
    private static func lines(_ snapshots: Snapshot...) -> [String] {
        zip([nil] + snapshots, snapshots).flatMap { HeadlessLog.lines(from: $0, to: $1) }
            .filter { !$0.hasPrefix("nothing is stored") }
    }

    @Test func `a failure names its source, its host and the next try`() {
        #expect(
            Self.lines(Self.snapshot("api.kraken.test answered 503", after: 5))
                == ["kraken: api.kraken.test answered 503; trying again in 5 s"])
        #expect(
            Self.lines(Self.snapshot("timed out", after: 240))
                == ["kraken (api.kraken.test): timed out; trying again in 4 min"])
    }

    @Test(arguments: [0, -1, -60])
    func `a try that is due already is made now`(wait: Int) {
        #expect(
            Self.lines(Self.snapshot("timed out", after: wait))
                == ["kraken (api.kraken.test): timed out; trying again now"])
    }

    @Test func `it is said once, and once more when it is over`() {
        let lines = Self.lines(
            Self.snapshot(nil), Self.snapshot(nil), Self.snapshot("timed out", after: 5),
            Self.snapshot("refused", after: 20), Self.snapshot("timed out"), Self.snapshot(nil))
        #expect(
            lines == [
                "kraken: 700 prices from api.kraken.test",
                "kraken (api.kraken.test): timed out; trying again in 5 s",
                "kraken: 700 prices from api.kraken.test",
            ])
    }

    @Test func `that this place is not served is news`() {
        let lines = Self.lines(
            Self.snapshot("timed out"), Self.snapshot("no", after: 14_000, isBarred: true),
            Self.snapshot("no", after: 14_000, isBarred: true))
        #expect(lines.last == "kraken (api.kraken.test): no; trying again in 4 h")
        #expect(lines.count == 2)
    }
}
