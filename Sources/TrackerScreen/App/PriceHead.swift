import TrackerEngine

/// The last price of a pair as the head of its chart has it, with what moved since the minute
/// before.
struct PriceHead: Sendable {
    let text: String
    /// The place of the first character that is another one than a minute ago, and which way the
    /// price went; `nil`: none moved.
    let moved: (from: Int, isUp: Bool)?

    /// `before`: the price of the minute before; `nil` if it is not known.
    init(_ price: Price?, before: Price?, in prices: PriceText) {
        text = prices.text(price)
        guard let price, let before, price != before else {
            moved = nil
            return
        }
        let (new, old) = (Array(text), Array(prices.text(before)))
        // A digit more, or one less: no digit stands where it stood.
        let same = new.count == old.count ? zip(new, old).prefix { $0 == $1 }.count : 0
        moved = same < new.count ? (same, price > before) : nil
    }

    /// The columns of the text in large digits; `nil` if it has something else than digits.
    var digits: Int? {
        let big = BigText(text)
        return big.isWhole ? big.width : nil
    }
}
