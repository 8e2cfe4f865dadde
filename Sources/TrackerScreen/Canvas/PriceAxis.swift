import Glibc

/// The axis of prices: which row a price has, and which prices are written beside it.
struct PriceAxis: Hashable, Sendable {
    enum Kind: String, CaseIterable, Hashable, Sendable {
        case linear, logarithmic, percent

        var title: String {
            switch self {
            case .linear: "linear"
            case .logarithmic: "log"
            case .percent: "%"
            }
        }
    }

    private let kind: Kind
    /// The range of the figure that rows are even in: the price, its logarithm, its distance from
    /// the base.
    private let scale: PriceScale
    private let base: Double
    /// The labels with their prices, lowest first.
    let labels: [PriceScale.Label]

    /// The ratio of prices below which a logarithm looks like a line.
    private static let smallestRatio = 1.02

    /// Around finite prices from `low` up to `high`, with no more labels than `most`.
    ///
    /// `base`: what per cent are counted from, positive. Prices of 0 and less have no logarithm:
    /// with them the axis is linear.
    init(_ kind: Kind, low: Double, high: Double, base: Double?, most: Int) {
        let isLogarithmic = kind == .logarithmic && low > 0 && high / low >= Self.smallestRatio
        let base = base ?? 0
        if isLogarithmic {
            self.kind = .logarithmic
            scale = PriceScale(low: log10(low), high: log10(high), most: 0)
            labels = Self.logarithmicLabels(from: low, to: high, most: most)
        } else if kind == .percent, base > 0 {
            self.kind = .percent
            let percent = PriceScale(
                low: (low / base - 1) * 100, high: (high / base - 1) * 100, most: most)
            scale = percent
            labels = percent.labels.map { label in
                PriceScale.Label(
                    price: base * (1 + label.price / 100), text: Self.signed(label.text) + "%")
            }
        } else {
            self.kind = .linear
            scale = PriceScale(low: low, high: high, most: most)
            labels = scale.labels
        }
        self.base = base
        (self.low, self.high) = (low, high)
    }

    private static func signed(_ text: String) -> String {
        if text.hasPrefix("-") { return Numbers.minus + text.dropFirst() }
        return text.contains { ("1"..."9").contains($0) } ? "+" + text : text
    }

    /// Round numbers at even distances where prices lie close, else 1, 2 and 5 of each power.
    private static func logarithmicLabels(
        from low: Double, to high: Double, most: Int
    ) -> [PriceScale.Label] {
        if high / low < 5 { return PriceScale(low: low, high: high, most: most).labels }
        let powers = Int(log10(low).rounded(.down))...Int(log10(high).rounded(.up))
        let all = powers.flatMap { power in [1, 2, 5].map { (factor: $0, power: power) } }
            .compactMap { factor, power -> PriceScale.Label? in
                guard let price = Double("\(factor)e\(power)"), (low...high).contains(price) else {
                    return nil
                }
                let text = Numbers.fixed(price, decimals: max(0, -power))
                return PriceScale.Label(price: price, text: text)
            }
        guard all.count > most else { return all }
        let step = (all.count + max(1, most) - 1) / max(1, most)
        return stride(from: 0, to: all.count, by: step).map { all[$0] }
    }

    /// The lowest and the highest price that have a row of their own.
    let low: Double
    let high: Double

    /// The row of a price among so many, 0 for the lowest.
    func row(of price: Double, among rows: Int) -> Int { scale.row(of: figure(price), among: rows) }

    private func figure(_ price: Double) -> Double {
        switch kind {
        case .linear: price
        case .logarithmic: log10(price)
        case .percent: (price / base - 1) * 100
        }
    }

    /// A price as it is written at the edge of the axis, where that is not simply the price.
    func tag(_ price: Double) -> String? {
        kind == .percent ? Numbers.percent(price / base - 1, room: 8) : nil
    }
}
