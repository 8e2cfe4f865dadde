/// Numbers that look random and depend on nothing but their key: the same on every machine.
enum Chance {
    /// The 64 even bits at the place `index` of the sequence `key`.
    ///
    /// SplitMix64 (Steele, Lea, Flood 2014), which can be entered anywhere.
    @inline(__always)
    static func bits(_ key: UInt64, _ index: Int) -> UInt64 {
        mixed(key &+ UInt64(truncatingIfNeeded: index) &* 0x9E37_79B9_7F4A_7C15)
    }

    /// The key of a name's own sequence: FNV-1a over its bytes, mixed with the seed.
    static func key(_ seed: UInt64, _ name: String) -> UInt64 {
        let hash = name.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { hash, byte in
            (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
        }
        return mixed(mixed(seed &+ 0x9E37_79B9_7F4A_7C15) ^ hash)
    }

    /// A number that is about normal, with mean 0 and variance 1, between -3.47 and 3.47.
    ///
    /// The sum of the four 16-bit parts of `bits`, scaled.
    @inline(__always)
    static func normal(_ bits: UInt64) -> Double {
        let pairs = (bits & 0x0000_FFFF_0000_FFFF) &+ ((bits >> 16) & 0x0000_FFFF_0000_FFFF)
        let sum = (pairs &+ (pairs >> 32)) & 0xFFFF_FFFF
        return (Double(Int64(truncatingIfNeeded: sum)) - 131_070) * (1 / 37_837.2)
    }

    /// A number in [0, 1), from the upper 32 bits.
    static func share(_ bits: UInt64) -> Double { Double(bits >> 32) * 0x1p-32 }

    @inline(__always)
    private static func mixed(_ bits: UInt64) -> UInt64 {
        var bits = bits
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }
}
