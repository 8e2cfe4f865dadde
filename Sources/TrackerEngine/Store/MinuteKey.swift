/// A minute of a market that later minutes are written against: most of them have the same pairs,
/// and most of these the same price.
struct MinuteKey: Sendable {
    /// Its row in the store.
    let seq: Int
    let minute: Minute
    /// Rising.
    let ids: [Int]
    /// In the order of `ids`.
    let amounts: [Double]
    /// Likewise, each as it is written.
    private let forms: [DecimalForm?]

    init(seq: Int, minute: Minute, prices: [StoredPrice]) {
        self.seq = seq
        self.minute = minute
        ids = prices.map(\.id)
        amounts = prices.map(\.amount)
        forms = prices.map(\.form)
    }

    /// The place of an id among the entries.
    func entry(of id: Int) -> Int? {
        var (low, high) = (0, ids.count)
        while low < high {
            let middle = (low + high) / 2
            if ids[middle] < id { low = middle + 1 } else { high = middle }
        }
        return low < ids.count && ids[low] == id ? low : nil
    }

    /// How far a price is from that of an entry, in the last decimal of both; `nil` where they have
    /// no such decimal in common.
    func step(of amount: Double, from entry: Int) -> Int64? {
        guard let form = forms[entry],
            let whole = DecimalForm.whole(of: amount, decimals: form.decimals)
        else { return nil }
        return Int64(whole) - Int64(form.whole)
    }

    /// The price that is so far from that of an entry.
    func amount(_ step: Int64, from entry: Int) -> Double? {
        guard let form = forms[entry] else { return nil }
        let (whole, isTooFar) = Int64(form.whole).addingReportingOverflow(step)
        guard !isTooFar, whole >= 0 else { return nil }
        return DecimalForm(decimals: form.decimals, whole: UInt64(whole)).amount
    }
}

/// The price of an id, and how it is written: worked out once for the row and what follows it.
struct StoredPrice: Sendable {
    let id: Int
    let amount: Double
    /// `nil` where it has none, and is written as its bits.
    let form: DecimalForm?

    /// As it was read.
    init(id: Int, amount: Double, form: DecimalForm?) {
        self.id = id
        self.amount = amount
        self.form = form
    }

    init(id: Int, amount: Double) {
        var guess = 0
        self.init(id: id, amount: amount, guess: &guess)
    }

    /// `guess`: how many decimals the price before had, and then this one.
    init(id: Int, amount: Double, guess: inout Int) {
        self.init(id: id, amount: amount, form: DecimalForm(amount, guess: &guess))
    }
}

/// A price as a whole number of 10^-d, which gives back its very bits.
struct DecimalForm: Sendable {
    let decimals: UInt8
    let whole: UInt64

    static let mostDecimals = 15
    private static let tens: [Double] = (0...mostDecimals).map { place in
        (0..<place).reduce(1) { power, _ in power * 10 }
    }

    init(decimals: UInt8, whole: UInt64) {
        self.decimals = decimals
        self.whole = whole
    }

    /// Of the fewest decimals; `nil` where no 15 do.
    ///
    /// `guess`: how many they may be, and then how many they are; a good one saves the search.
    init?(_ amount: Double, guess: inout Int) {
        if let short = ShortDecimal(amount, guess: guess) {
            guess = short.places
            guard short.places <= Self.mostDecimals else { return nil }
            self.init(decimals: UInt8(short.places), whole: short.digits)
            return
        }
        // 0, a number of 16 digits, or none of ours.
        for decimals in 0...Self.mostDecimals {
            guard let whole = Self.whole(of: amount, decimals: UInt8(decimals)) else { continue }
            self.init(decimals: UInt8(decimals), whole: whole)
            return
        }
        return nil
    }

    /// `nil` where so many decimals do not give the price back.
    static func whole(of amount: Double, decimals: UInt8) -> UInt64? {
        let ten = tens[Int(decimals)]
        let scaled = amount * ten
        // From 2^52 on doubles are whole numbers: a sum is rounded to one. There is no instruction
        // for that on every x86-64.
        let whole = scaled < 0x1p52 ? scaled + 0x1p52 - 0x1p52 : scaled
        guard whole < 9e15, whole / ten == amount else { return nil }
        return UInt64(whole)
    }

    var amount: Double { Double(whole) / Self.tens[Int(decimals)] }
}
