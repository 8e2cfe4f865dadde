import TrackerEngine

/// Prices of one pair, written in one way wherever the pair is shown.
///
/// They have the decimals that give the newest of them five digits, one at least below a million
/// and none from there on, and no more than the pair uses. What is wider than `widest` loses
/// decimals, then the commas between thousands, then all but four digits: `12.35G`. A price so low
/// that too few of its digits would be left has an exponent: `1.234e-9`.
struct PriceText {
    private let form: NumberForm

    /// The columns that a price has in every list, and takes nowhere more of.
    static let widest = 11

    init(_ statistics: PairStatistics) {
        let known = [statistics.first, statistics.last, statistics.high, statistics.low]
        let prices = known.compactMap { $0 }.map { DecimalDigits($0.amount) }
        let highest = statistics.high.map { DecimalDigits($0.amount) } ?? prices.first
        let newest = (statistics.last ?? statistics.newest).map { DecimalDigits($0.amount) }
        form = Self.form(prices, highest: highest, newest: newest ?? highest)
    }

    /// The form of prices that are written under one another.
    private static func form(
        _ prices: [DecimalDigits], highest: DecimalDigits?, newest: DecimalDigits?
    ) -> NumberForm {
        guard let highest, let newest else { return .decimals(0) }
        // Beyond any width that fits.
        let own = min(prices.map(\.decimals).max() ?? 0, widest)
        let wanted = min(own, decimals(of: newest))
        let fitting =
            ([.decimals(wanted)] + NumberForm.narrower(than: .decimals(wanted)))
            .first { $0.text(highest).utf8.count <= widest } ?? .exponent(NumberForm.fewDigits)
        return isLegible(newest, as: fitting) ? fitting : .exponent(NumberForm.fewDigits)
    }

    /// Whether a form leaves enough of the digits of a price that is not large.
    private static func isLegible(_ number: DecimalDigits, as form: NumberForm) -> Bool {
        if number.isZero { return true }
        let decimals =
            switch form {
            case .decimals(let decimals): decimals
            case .ungrouped: 0
            case .short, .exponent: Int.max / 2
            }
        return number.exponent + decimals >= min(leastDigits, number.count)
    }

    /// The digits of a low price below which it is written with an exponent.
    private static let leastDigits = 3

    private static func decimals(of newest: DecimalDigits) -> Int {
        let digits = 5
        let exponent = newest.rounded(significant: digits).exponent
        return exponent > 6 ? 0 : max(1, digits - exponent)
    }

    /// A price in at most `room` columns, `–` for none.
    ///
    /// In rooms below `widest` it may have fewer digits than elsewhere; below 8 it may be wider.
    func text(_ price: Price?, room: Int = widest) -> String {
        guard let price else { return Numbers.missing }
        return text(DecimalDigits(price.amount), room: room)
    }

    private func text(_ number: DecimalDigits, room: Int) -> String {
        let whole = form.text(number)
        if whole.utf8.count <= room { return whole }
        let forms = NumberForm.narrower(than: form).lazy.filter { Self.isLegible(number, as: $0) }
        let texts = forms.map { $0.text(number) }
        return texts.first { $0.utf8.count <= room } ?? NumberForm.short(1).text(number)
    }

    /// A price that is read off the chart: with every digit that it has.
    ///
    /// It has no fewer decimals than the other prices of the pair.
    func exact(_ price: Price) -> String {
        guard case .decimals(let decimals) = form,
            DecimalDigits(price.amount).decimals <= decimals
        else { return Numbers.exact(price.amount) }
        return text(price, room: .max)
    }

    /// What lies between two prices, with its sign and no more decimals than they have.
    func difference(_ amount: Double) -> String {
        guard amount.isFinite else { return Numbers.missing }
        let number = DecimalDigits(amount)
        let text = text(number.magnitude, room: Self.widest)
        let isNothing = text.allSatisfy { !("1"..."9").contains($0) }
        return (isNothing ? "" : number.isNegative ? Numbers.minus : "+") + text
    }
}

/// A change in per cent: its sign and an arrow say what its colour says.
struct ChangeText {
    let text: String
    /// That of the change's step, by how much and which way.
    let style: Style
    /// That of the line that leads up to the last price.
    let trail: Style

    /// The columns that a change takes at the most.
    static let widest = 7

    init(_ change: Double?) {
        guard let change else {
            (text, style, trail) = (Numbers.missing, .unchanged, ChangeStep(0).trail)
            return
        }
        text = Numbers.percent(change, room: Self.widest)
        let step = ChangeStep(change)
        (style, trail) = (step.style, step.trail)
    }

    /// The change of a price that is not old, else its age, which then matters more.
    init(_ change: Double?, age: PriceAge?) {
        if let age, age.isOld { self.init(text: age.text) } else { self.init(change) }
    }

    private init(text: String) {
        (self.text, style, trail) = (text, .dim, ChangeStep(0).trail)
    }

    var isUp: Bool { text.hasPrefix("+") || text.hasPrefix("×") }
    var isDown: Bool { text.hasPrefix(Numbers.minus) }

    /// The style of a chart that has changed so: one tone each way, so that the line is as clear
    /// after a small change as after a large one.
    var chartStyle: Style { isUp ? .rising : isDown ? .falling : .accent }

    /// The text with an arrow: `▲ +1.23%`.
    func withArrow(_ symbols: Symbols) -> String {
        guard !symbols.isASCII, isUp || isDown else { return text }
        return "\(isUp ? symbols.up : symbols.down) \(text)"
    }
}
