import TestSupport
import Testing

@testable import TrackerEngine

struct AlertProspectTests {
    private static let conditions = [
        "last>100.7", "last<=99.2", "up:7m>=0.4", "down:15m>0.6", "move:1h>=1.5", "move:3h>2",
        "high:1h", "low:3h", "each:0.7", "chg>2", "unusual:15m>=4",
    ]

    @Test(arguments: UInt64(1)...10)
    func `a price that has gone as far as is said makes the condition true, and none nearer`(
        seed: UInt64
    ) throws {
        let instrument = try Samples.instrument(0)
        let amounts = Self.walk(seed)
        let start = Minute(unixSeconds: 1_630_000_800)
        for text in Self.conditions {
            let rule = AlertRule(
                "r", on: AlertScope([.pair(instrument)]), when: try AlertReader.conditions(text))
            let window = Self.window(amounts, of: instrument, from: start)
            let found = AlertProspect.of([rule], lists: AlertScope.Lists(), in: window)
            let prospect = try #require(found["r"])
            guard let away = prospect.away, away > 0 else { continue }
            let price = try #require(amounts.last)
            func holds(_ price: Double) throws -> Bool {
                let window = Self.window(amounts + [price], of: instrument, from: start)
                let past = try #require(SeriesPast(instrument, in: window, spans: []))
                let place = try #require(past.amounts.lastIndex { !$0.isNaN })
                let sight = SeriesSight(past: past, index: place, previousIndex: place - 1)
                if case .each(let step) = rule.subject {
                    let trial = AlertTrial(
                        timing: AlertTiming(rule), sight: sight, isFirst: false,
                        isByPattern: false)
                    return trial.passed(nil, step) != nil
                }
                let verdict = sight.verdict(of: rule.subject, share: 0, margin: nil)
                return try #require(verdict).holds
            }
            let reached = [1 + away * 1.0001 + 1e-9, 1 - away * 1.0001 - 1e-9].map { price * $0 }
            #expect(try reached.contains(where: holds), "\(text) \(away)")
            let near = [1 + away * 0.99, 1 - away * 0.99].map { price * $0 }
            #expect(try !near.contains(where: holds), "\(text) \(away)")
        }
    }

    @Test func `of several pairs it is the nearest, and what holds is no way off`() throws {
        let start = Minute(unixSeconds: 1_630_000_800)
        let instruments = try (0..<3).map { try Samples.instrument($0) }
        var day = RollingDay()
        for (number, instrument) in instruments.enumerated() {
            day.merge(
                Series(start: start, amounts: [100, 101 + Double(number)]), of: instrument)
        }
        let window = DayWindow(day, through: start.advanced(by: 1))
        func prospect(_ text: String, on parts: [AlertScope.Part]) throws -> AlertProspect? {
            let rule = AlertRule(
                "r", on: AlertScope(parts), when: try AlertReader.conditions(text))
            return AlertProspect.of(
                [rule], lists: AlertScope.Lists(favourites: Array(instruments.prefix(2))),
                in: window)["r"]
        }
        let all = AlertScope.Part.glob(market: AlertGlob("*"), pair: AlertGlob("*"))
        let nearest = try #require(try prospect("last>110", on: [all]))
        #expect(nearest.instrument == instruments[2] && nearest.value == 103)
        #expect(nearest.away == 110.0 / 103 - 1)
        #expect(try prospect("last>110", on: [.favourites])?.instrument == instruments[1])
        #expect(try prospect("last>102.5", on: [all])?.away == 0)
        #expect(try prospect("last>110", on: [.group("none")]) == nil)
        let listed = try #require(try prospect("listed", on: [all]))
        #expect(listed.away == nil && listed.value == nil)
        #expect(try prospect("failing>5", on: [all]) == nil)
    }

    private static func walk(_ seed: UInt64) -> [Double] {
        var random = SeededGenerator(seed: seed)
        var price = 100.0
        return (0..<260).map { _ in
            price *= 1 + Double.random(in: -0.002...0.002, using: &random)
            return price
        }
    }

    private static func window(
        _ amounts: [Double], of instrument: Instrument, from start: Minute
    ) -> DayWindow {
        var day = RollingDay()
        day.merge(Series(start: start, amounts: amounts), of: instrument)
        return DayWindow(day, through: start.advanced(by: amounts.count - 1))
    }
}
