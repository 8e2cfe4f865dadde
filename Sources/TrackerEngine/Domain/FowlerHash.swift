extension StringProtocol {
    /// A number of the text's bytes, the same on every machine and in every run.
    ///
    /// FNV-1a of 64 bits (Fowler, Noll, Vo), http://www.isthe.com/chongo/tech/comp/fnv/. It tells texts
    /// apart that nobody has chosen to be alike.
    package var fowlerHash: UInt64 {
        utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }
}
