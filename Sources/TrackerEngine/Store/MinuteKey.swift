/// A minute of a market that later minutes are written against: most of them have the same pairs,
/// and most of these the same price.
struct MinuteKey: Sendable {
    /// The number of its row in the store.
    let seq: Int
    let minute: Minute
    /// Rising.
    let ids: [Int]
    /// The prices, in the order of `ids`.
    let amounts: [Double]
    /// The written forms of the prices, in the same order.
    private let forms: [ShortDecimal?]

    init(seq: Int, minute: Minute, prices: [StoredPrice]) {
        self.seq = seq
        self.minute = minute
        ids = prices.map(\.id)
        amounts = prices.map(\.amount)
        forms = prices.map(\.form)
    }

    /// The place of an id among the entries.
    func entry(of id: Int) -> Int? {
        let place = ids.firstPlace { $0 >= id }
        return place < ids.count && ids[place] == id ? place : nil
    }

    /// The distance of a price from that of an entry, in the last decimal of both; `nil` if they have
    /// no such decimal in common.
    func step(of amount: Double, from entry: Int) -> Int64? {
        guard let form = forms[entry],
            let whole = ShortDecimal.whole(of: amount, places: form.places)
        else { return nil }
        return Int64(whole) - Int64(form.digits)
    }

    /// The price that is so far from that of an entry.
    func amount(_ step: Int64, from entry: Int) -> Double? {
        guard let form = forms[entry] else { return nil }
        let (whole, isTooFar) = Int64(form.digits).addingReportingOverflow(step)
        guard !isTooFar, whole >= 0 else { return nil }
        return ShortDecimal(digits: UInt64(whole), places: form.places).value
    }
}

/// The price of an id, and how it is written: worked out once for the row and what follows it.
struct StoredPrice: Sendable {
    let id: Int
    let amount: Double
    /// `nil` where it has none, and is written as its bits.
    let form: ShortDecimal?

    /// A price as it was read.
    init(id: Int, amount: Double, form: ShortDecimal?) {
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
        self.init(id: id, amount: amount, form: ShortDecimal(stored: amount, guess: &guess))
    }
}

extension ShortDecimal {
    /// The greatest number of places that the store writes.
    static let mostStoredPlaces = 15

    /// The decimal of the fewest places that gives back a price to the bit; `nil` if no 15 do.
    ///
    /// `guess` is the number of places that it may have, and afterwards the one that it has; a good
    /// one saves the search.
    init?(stored amount: Double, guess: inout Int) {
        if let short = ShortDecimal(amount, guess: guess) {
            guess = short.places
            guard short.places <= Self.mostStoredPlaces else { return nil }
            self = short
            return
        }
        // 0, a number of 16 digits, or no short decimal.
        for places in 0...Self.mostStoredPlaces {
            guard let whole = Self.whole(of: amount, places: places) else { continue }
            self.init(digits: whole, places: places)
            return
        }
        return nil
    }

    /// The price as a whole number of 10^-places; `nil` if that does not give it back to the bit.
    static func whole(of amount: Double, places: Int) -> UInt64? {
        let scaled = amount * powers[places]
        // From 2^52 on doubles are whole numbers: a sum is rounded to one. There is no instruction
        // for that on every x86-64.
        let whole = scaled < 0x1p52 ? scaled + 0x1p52 - 0x1p52 : scaled
        guard whole < 9e15, whole / powers[places] == amount else { return nil }
        return UInt64(whole)
    }
}
