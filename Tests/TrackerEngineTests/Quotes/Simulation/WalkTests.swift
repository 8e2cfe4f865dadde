import Foundation
import TestSupport
import Testing

@testable import TrackerEngine

struct WalkTests {
    @Test(arguments: UInt64(1)...100)
    func `a walk is the same from wherever it is entered`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let walk = Walk(key: generator.next())
        let first = Int.random(in: -20_000...20_000, using: &generator)
        let whole = walk.values(from: first, count: 500)
        for _ in 0..<10 {
            let offset = Int.random(in: 0..<500, using: &generator)
            let count = Int.random(in: 1...(500 - offset), using: &generator)
            let part = walk.values(from: first + offset, count: count)
            #expect(part == Array(whole[offset..<(offset + count)]))
        }
    }

    @Test func `small windows around the points agree in every place`() {
        let walk = Walk(key: 99)
        let whole = walk.values(from: -40, count: 80)
        for first in -40..<39 {
            for count in 1...min(9, 40 - first) {
                let part = walk.values(from: first, count: count)
                #expect(part == Array(whole[(first + 40)..<(first + 40 + count)]))
            }
        }
    }

    @Test func `the variance grows with time, to 1 over a day`() {
        for (minutes, expected) in [(1, 1.0 / 1440), (60, 1.0 / 24), (1440, 1.0)] {
            var sum = 0.0
            var count = 0
            for key in UInt64(0)..<24 {
                let values = Walk(key: Chance.key(key, "walk")).values(from: 0, count: 32_768)
                for start in stride(from: 0, to: values.count - minutes, by: max(7, minutes)) {
                    let step = values[start + minutes] - values[start]
                    sum += step * step
                    count += 1
                }
            }
            #expect(abs(sum / Double(count) / expected - 1) < 0.25)
        }
    }

    @Test func `the exponential is that of the C library, to ten places`() {
        for value in stride(from: -3.0, through: 3, by: 0.001) {
            #expect(abs(PortableMath.exp(value) / exp(value) - 1) < 1e-9)
        }
        #expect(PortableMath.exp(0) == 1)
        #expect(PortableMath.rounded(2.5) == 2 && PortableMath.rounded(3.5) == 4)
    }

    @Test(arguments: UInt64(1)...50)
    func `an absence is within its stretch and as long as it should be`(seed: UInt64) {
        let absence = Absence(key: seed, cycle: 9, lengths: 12...90)
        let holes = absence.holes(in: -5120..<5120)
        #expect(holes.count == 20)
        for hole in holes {
            #expect((12...90).contains(hole.count))
            #expect(hole.lowerBound >> 9 == (hole.upperBound - 1) >> 9)
        }
    }
}
