import TestSupport
import Testing

@testable import TrackerEngine

struct AlertProposalsTests {
    @Test func `round numbers are those that people name`() {
        let cases: [(price: Double, share: Double, found: [Double])] = [
            (66_957.8, 0.1, [70_000, 65_000]), (66_957.8, 0.02, [68_000, 66_000]),
            (0.52472, 0.1, [0.55, 0.5]), (1, 0.1, [1.1, 0.9]), (99.9, 0.1, [105, 95]),
            (0.000_007_83, 0.1, [0.000_008, 0.000_007_5]),
        ]
        for entry in cases {
            let found = AlertProposals.roundNumbers(around: entry.price, share: entry.share)
            #expect(found == entry.found, "\(entry.price)")
        }
        #expect(AlertProposals.roundNumbers(around: 0, share: 0.1).isEmpty)
        #expect(AlertProposals.roundNumbers(around: .infinity, share: 0.1).isEmpty)
    }

    @Test(arguments: UInt64(1)...200)
    func `round numbers lie at both sides, not too near and not too far`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let text =
            "\(Int.random(in: 1...99_999, using: &random))e\(Int.random(in: -12...6, using: &random))"
        let price = Double(text) ?? 1
        for share in [0.1, 0.02] {
            let found = AlertProposals.roundNumbers(around: price, share: share)
            #expect(found.count == 2, "\(price)")
            #expect(found.map { $0 > price } == [true, false], "\(price) \(found)")
            for level in found {
                let way = (level / price - 1).magnitude
                #expect(way > 0.0033 && way < 2 * share + 0.001, "\(price) \(level)")
            }
        }
    }

    @Test(arguments: UInt64(1)...8)
    func `each proposal reads back, and moves fire one to three times`(seed: UInt64) throws {
        let instrument = try Samples.instrument(0)
        let window = try AlertWalk(seed: seed, minutes: 900, holes: 0.1).window()
        let all = AlertProposals(of: instrument, in: window).all
        #expect(all.count >= 7)
        #expect(Set(all.map(\.text)).count == all.count)
        for proposal in all {
            #expect(try AlertReader.conditions(proposal.text) == proposal.conditions)
            guard proposal.reason.hasPrefix("fired") else { continue }
            let rule = AlertRule(
                "r", on: AlertScope([.pair(instrument)]), when: proposal.conditions)
            let count = BackTest(rule, on: instrument, in: window).events.count
            #expect((1...3).contains(count), "\(proposal.text)")
        }
        #expect(all.contains { $0.reason.hasPrefix("fired") })
        // What would have fired comes first, after a price that somebody points at.
        let fires = try all.map { proposal in
            let rule = AlertRule(
                "r", on: AlertScope([.pair(instrument)]),
                when: try AlertReader.conditions(proposal.text))
            return !BackTest(rule, on: instrument, in: window).events.isEmpty
        }
        #expect(fires == fires.filter { $0 } + fires.filter { !$0 })
        let pointed = AlertProposals(of: instrument, in: window, at: try Price(1e9)).all
        #expect(pointed[0].text == "above 1,000,000,000" && pointed[1] == all[0])
    }

    @Test func `a price that is pointed at comes first, on its side of the newest`() throws {
        let statistics = PairStatistics([100, 120, 90, 110])
        let above = AlertProposals(levelsOf: statistics, at: try Price(112.5)).all
        #expect(above[0].text == "above 112.5" && above[0].reason == "the price at the cursor")
        let below = AlertProposals(levelsOf: statistics, at: try Price(99)).all
        #expect(below[0].text == "below 99")
        #expect(above.map(\.text).contains("above 120") && above.map(\.text).contains("below 90"))
        #expect(AlertProposals(levelsOf: PairStatistics([.nan])).all.isEmpty)
        for proposal in AlertProposals.market.all {
            #expect(try AlertReader.conditions(proposal.text) == proposal.conditions)
        }
    }
}
