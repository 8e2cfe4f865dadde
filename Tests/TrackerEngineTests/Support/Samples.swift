import TestSupport

@testable import TrackerEngine

/// Names and prices for tests.
enum Samples {
    static func instrument(_ number: Int, market: String = "kraken") throws -> Instrument {
        Instrument(market: try Market(market), pair: try Pair("pair\(number)"))
    }

    /// Prices like those of a market: a short decimal that moves now and then, with holes; or, for
    /// one seed in eight, any doubles at all.
    static func amounts(_ count: Int, seed: UInt64) -> [Double] {
        var random = SeededGenerator(seed: seed)
        if seed.isMultiple(of: 8) { return (0..<count).map { _ in exotic(&random) } }
        let decimals = Int.random(in: 0...12, using: &random)
        let scale = (0..<decimals).reduce(1.0) { value, _ in value * 10 }
        let holes = Double.random(in: 0...1, using: &random) < 0.5 ? 0.0 : 0.3
        let moves = Double.random(in: 0...1, using: &random)
        let step = Int.random(in: 1...1000, using: &random)
        var ticks = Int.random(in: 0...10_000_000, using: &random)
        return (0..<count).map { _ in
            if Double.random(in: 0...1, using: &random) < moves {
                ticks = max(0, ticks + Int.random(in: -step...step, using: &random))
            }
            let isHole = Double.random(in: 0..<1, using: &random) < holes
            return isHole ? .nan : Double(ticks) / scale
        }
    }

    private static func exotic(_ random: inout SeededGenerator) -> Double {
        switch Int.random(in: 0..<6, using: &random) {
        case 0: .nan
        case 1: 0
        case 2: .leastNonzeroMagnitude
        case 3: .greatestFiniteMagnitude
        case 4: Double.random(in: 0...1e21, using: &random)
        default:
            {
                let any = Double(bitPattern: random.next()).magnitude;
                return any.isFinite ? any : 1e300
            }()
        }
    }

    static func isSame(_ left: [Double], _ right: [Double]) -> Bool {
        left.count == right.count
            && zip(left, right).allSatisfy {
                $0.bitPattern == $1.bitPattern || $0.isNaN && $1.isNaN
            }
    }
}
