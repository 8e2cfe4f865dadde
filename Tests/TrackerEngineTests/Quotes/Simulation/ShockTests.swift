import TestSupport
import Testing

@testable import TrackerEngine

struct ShockTests {
    static let shock = Shock(key: 7, perMille: 1000, falls: 10...30, depths: 0.1...0.2)

    @Test(arguments: UInt64(1)...50)
    func `a shock is the same from wherever it is looked at`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var whole = [Double](repeating: 1, count: 6000)
        Self.shock.add(to: &whole, from: -3000)
        let first = Int.random(in: -3000..<2900, using: &generator)
        var part = [Double](repeating: 1, count: Int.random(in: 1...100, using: &generator))
        Self.shock.add(to: &part, from: first)
        #expect(part == Array(whole[(first + 3000)..<(first + 3000 + part.count)]))
    }

    @Test func `every day has one that is over before the next`() {
        for day in -20..<20 {
            var logarithms = [Double](repeating: 0, count: 1440)
            Self.shock.add(to: &logarithms, from: day * 1440)
            let bottom = logarithms.min() ?? 0
            #expect((-0.5...(-0.05)).contains(bottom))
            #expect(logarithms[0] == 0)
            #expect(abs(logarithms[1439]) < 0.02)
        }
    }

    @Test func `no days in a thousand have none`() {
        var logarithms = [Double](repeating: 0, count: 9000)
        Shock(key: 7, perMille: 0, falls: 10...30, depths: 0.1...0.2).add(to: &logarithms, from: 0)
        #expect(logarithms.allSatisfy { $0 == 0 })
    }
}
