import TrackerEngine

/// Markets whose pairs come and go, with prices that are a function of pair and minute.
///
/// So what the engine should know at the end can be worked out without having been kept.
struct LivelyUniverse {
    /// A pair of some days: after it another one has its place.
    struct Place {
        let market: Market
        let number: UInt64
        /// Minutes from the first one on at which the pair is replaced, each day at the same time;
        /// days without a replacement are left out.
        let phase: Int
        let ticksPerUnit: Double
        /// In ticks.
        let level: UInt64
        /// Minutes that it keeps a price, on average.
        let pace: Int
    }

    let places: [Place]
    let start: Minute

    /// Of these 1,000 sizes a market each: a few are large, most are small.
    private static let shares = [165, 155, 115, 90, 85, 78, 60, 50, 40, 32, 28, 24, 20, 16, 12]

    init(pairs: Int, start: Minute) throws {
        self.start = start
        var places: [Place] = []
        for (number, share) in Self.shares.enumerated() {
            let market = try Market("exchange-\(number)")
            for _ in 0..<(pairs * share / 1000) {
                places.append(Self.place(UInt64(places.count), market))
            }
        }
        let rest = try Market("the-rest")
        while places.count < pairs { places.append(Self.place(UInt64(places.count), rest)) }
        self.places = places
    }

    private static func place(_ number: UInt64, _ market: Market) -> Place {
        let chance = mixed(number)
        let ticks = [1e8, 1e6, 1e5, 1e4, 1e3, 1e2, 10, 2]
        return Place(
            market: market, number: number, phase: Int(chance % 1440),
            ticksPerUnit: ticks[Int(chance >> 20 % 8)], level: 1000 + chance >> 30 % 90_000,
            pace: [1, 1, 2, 3, 5, 8, 20, 60][Int(chance >> 11 % 8)])
    }

    /// Which pair has a place at a minute, counted from 0: one of ten places has a new one each day.
    func generation(_ place: Place, at minute: Minute) -> Int {
        let age = start.distance(to: minute) - place.phase
        guard age >= 0 else { return 0 }
        let day = age / 1440
        // The place's turn comes each tenth day.
        let turn = Int(place.number % 10)
        return (day + 10 - turn) / 10
    }

    func instrument(_ place: Place, generation: Int) throws -> Instrument {
        Instrument(
            market: place.market, pair: try Pair("p\(place.number)v\(generation)usd"))
    }

    /// `nil` for a minute in which the pair is not quoted.
    func amount(_ place: Place, at minute: Minute) -> Double? {
        let step = minute.index / place.pace
        let chance = Self.mixed(place.number &* 0x9E37_79B9 &+ UInt64(step))
        guard Self.mixed(chance &+ UInt64(minute.index)) % 200 != 0 else { return nil }
        let wave = UInt64((minute.index / 7 + Int(place.number)) % 400)
        return Double(place.level + wave + chance % 37) / place.ticksPerUnit
    }

    private static func mixed(_ number: UInt64) -> UInt64 {
        var bits = number &+ 0x9E37_79B9_7F4A_7C15
        bits = (bits ^ bits >> 30) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
        return bits ^ bits >> 31
    }
}
