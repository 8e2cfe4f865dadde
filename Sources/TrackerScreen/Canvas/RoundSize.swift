/// The round sizes at which an axis or a bar of a histogram ends.
enum RoundSize {
    /// The smallest of some steps, times a power of 10, that is at least a size.
    ///
    /// `steps`: rising, from 1 to 10. `power`: the smallest power of 10.
    static func above(_ size: Double, steps: [Double], from power: Double = 1) -> Double {
        var power = power
        while power * 10 < size, power < 1e12 { power *= 10 }
        return steps.lazy.map { $0 * power }.first { $0 >= size } ?? power * 10
    }

    /// The size as the end of an axis: with a decimal, if it is not whole.
    static func text(_ size: Double) -> String {
        Numbers.fixed(size, decimals: size.rounded() == size ? 0 : 1)
    }
}
