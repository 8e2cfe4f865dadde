/// The meanings of the symbols of an exchange, each worked out once.
///
/// Most answers have the symbols of the one before, in the same order: comparing with the one that
/// came next last time costs a tenth of looking a symbol up.
struct SymbolBook: Sendable {
    /// The meaning of a symbol.
    enum Meaning: Hashable, Sendable {
        case pair(Instrument)
        /// Not a pair of this market, and known not to be: nobody is told.
        case skipped
        /// The name of a pair that another symbol has already.
        case taken(by: String)
        /// Nothing that could be told apart.
        case unreadable
    }

    /// The market of all symbols, unless they name one themselves.
    private let market: Market
    let rule: SymbolRule
    private let listing: SymbolListing?
    /// Each symbol that came, with its quote where it is a base alone.
    private var keys = TextTable()
    /// By the number of the symbol.
    private var meanings: [Meaning] = []
    /// Bytes of the base in the name of the pair that a symbol means, by its number; 0 where nothing
    /// tells.
    private var baseLengths: [UInt8] = []
    /// The number of the answer in which each symbol was seen last.
    private var seen: [Int] = []
    /// The instruments that symbols mean.
    private var names = TextTable()
    /// The symbol that has an instrument, by the number of its name.
    private var owners: [Int] = []
    /// Symbols whose pair another one has.
    private var late: [(symbol: Int, owner: Int)] = []
    /// The symbols of the last answer, in its order, and of the one that is being read.
    private var last = ExpectedOrder<Int>()
    private var current: [Int] = []
    /// The place in the order of the last answer at which the next symbol is expected.
    private var next = 0
    private var answer = 0
    /// Symbols that the listing should have and does not.
    private(set) var unlisted = 0

    /// The exchange's spelling of a pair, for requests for candles.
    struct Spelling: Hashable, Sendable {
        let symbol: String
        let base: String
        let quote: String
    }

    /// Whether an instrument may have come twice in an answer, under one symbol or several.
    private(set) var hasRepeats = false

    /// The longest symbol in bytes: a market, a pair, and what stands around them.
    private static let longest = 2 * Name.longest + 32
    /// Symbols that are kept: a server that makes them up must not fill the memory.
    private static let most = 100_000

    init(market: Market, rule: SymbolRule, listing: SymbolListing?) {
        self.market = market
        self.rule = rule
        self.listing = listing
    }

    /// Symbols that are kept in mind.
    var symbols: Int { keys.count }

    /// Begins an answer; to be called before its first symbol.
    mutating func begin() {
        if symbols > Self.most {
            self = SymbolBook(market: market, rule: rule, listing: listing)
        }
        answer += 1
        next = 0
        current.removeAll(keepingCapacity: true)
        current.reserveCapacity(last.count)
    }

    /// Makes room for the rows of the first answer.
    mutating func reserve(_ rows: Int) {
        guard symbols == 0 else { return }
        keys.reserve(rows, ofBytes: rule.market == nil ? 12 : 28)
        names.reserve(rows, ofBytes: 20)
        meanings.reserveCapacity(rows)
        baseLengths.reserveCapacity(rows)
        seen.reserveCapacity(rows)
        owners.reserveCapacity(rows)
        current.reserveCapacity(rows)
    }

    /// Ends an answer; to be called after its last symbol.
    ///
    /// - Returns: whether a symbol had to stand back for one that did not come: then the book is to
    ///   be begun anew.
    mutating func finish() -> Bool {
        last = ExpectedOrder(current)
        return late.contains { seen[$0.symbol] == answer && seen[$0.owner] != answer }
    }

    /// Finds the number of a symbol; `nil` if it stands in this answer twice, and may not.
    ///
    /// `quote`: of a symbol that is a base alone.
    @inline(__always)
    mutating func number(of symbol: UnsafeBufferPointer<UInt8>, quote: String?) -> Int? {
        // Nothing to remember: it may be as long as the answer.
        guard symbol.count <= Self.longest else { return Self.tooLong }
        guard let quote else { return unsafe number(ofKey: symbol, nil) }
        // A base with another quote is another pair.
        let key = unsafe Array(symbol) + [Self.seam] + Array(quote.utf8)
        return unsafe key.withUnsafeBufferPointer { unsafe number(ofKey: $0, quote) }
    }

    @inline(__always)
    private mutating func number(
        ofKey key: UnsafeBufferPointer<UInt8>, _ quote: String?
    ) -> Int? {
        let number = unsafe expected(key) ?? add(key, quote)
        if seen[number] == answer {
            guard rule.repeats else { return nil }
            hasRepeats = true
        } else {
            seen[number] = answer
            current.append(number)
        }
        return number
    }

    /// The number of all symbols that are too long to be kept.
    private static let tooLong = -1
    /// Stands between the two parts of a key; no text in UTF-8 has it.
    private static let seam: UInt8 = 0xFF

    /// The instrument that a symbol means, by its number; `nil` for any other meaning.
    @inline(__always)
    func instrument(_ number: Int) -> Instrument? {
        guard number >= 0, case .pair(let instrument) = meanings[number] else { return nil }
        return instrument
    }

    /// Bytes of the base in the name of the pair that a symbol means, by its number; 0 where nothing
    /// tells.
    func baseLength(_ number: Int) -> UInt8 { number < 0 ? 0 : baseLengths[number] }

    /// The meaning of a symbol, by its number.
    func meaning(_ number: Int) -> Meaning { number < 0 ? .unreadable : meanings[number] }

    @inline(__always)
    private mutating func expected(_ key: UnsafeBufferPointer<UInt8>) -> Int? {
        var next = next
        let place = last.place(from: &next) { number in
            unsafe keys.isText(key, at: number) && seen[number] != answer
        }
        self.next = next
        return place.map { last[$0] }
    }

    @inline(never)
    private mutating func add(_ key: UnsafeBufferPointer<UInt8>, _ quote: String?) -> Int {
        let number = unsafe keys.add(key)
        guard number == meanings.count else { return number }
        let length = key.count - (quote.map { $0.utf8.count + 1 } ?? 0)
        let symbol = unsafe String(decoding: key.prefix(length), as: UTF8.self)
        let (meaning, baseLength) = meaning(of: symbol, quote, at: number)
        meanings.append(meaning)
        baseLengths.append(baseLength)
        seen.append(0)
        return number
    }

    /// The symbol of a key, and its quote if it is a base alone.
    private func parts(ofKey number: Int) -> (symbol: String, quote: String?) {
        let parts = keys.text(number).split(separator: Self.seam, maxSplits: 1)
        let texts = parts.map { String(decoding: $0, as: UTF8.self) }
        return (texts.first ?? "", texts.count > 1 ? texts[1] : nil)
    }

    private mutating func meaning(
        of symbol: String, _ quote: String?, at number: Int
    ) -> (Meaning, baseLength: UInt8) {
        if rule.skips(symbol) { return (.skipped, 0) }
        guard let (market, rest) = market(of: symbol) else { return (.unreadable, 0) }
        let finding = quote == nil ? listing?.find(symbol) : nil
        if finding == .leftOut { return (.skipped, 0) }
        if finding == .incomplete { return (.unreadable, 0) }
        if finding == .unknown {
            unlisted += 1
            return (.skipped, 0)
        }
        let assets = parts(of: rest, quote, finding).map(rule.assets(of:))
        let name = assets.map { $0.base + $0.quote } ?? (rule.isName ? rest : "")
        guard let pair = try? Pair(name) else { return (.unreadable, 0) }
        let meaning = meaning(of: Instrument(market: market, pair: pair), at: number)
        return (meaning, assets?.baseLength(in: pair) ?? 0)
    }

    /// The meaning of a symbol that stands for a pair, unless another one has that already.
    private mutating func meaning(of instrument: Instrument, at number: Int) -> Meaning {
        guard let owner = owner(of: instrument, orElse: number) else { return .pair(instrument) }
        if rule.repeats {
            hasRepeats = true
            return .pair(instrument)
        }
        late.append((number, owner))
        let (symbol, quote) = parts(ofKey: owner)
        return .taken(by: quote.map { "\(symbol) \($0)" } ?? symbol)
    }

    /// The symbol that has an instrument; `nil` if none had it, and then `number` does.
    private mutating func owner(of instrument: Instrument, orElse number: Int) -> Int? {
        let place = unsafe Self.withName(of: instrument) { unsafe names.add($0) }
        if place < owners.count { return owners[place] }
        owners.append(number)
        return nil
    }

    /// Gives the two names of an instrument in one text.
    private static func withName<R>(
        of instrument: Instrument, _ body: (UnsafeBufferPointer<UInt8>) -> R
    ) -> R {
        let most = 2 * Name.longest + 1
        return unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: most) { name in
            var count = unsafe name.initialize(fromContentsOf: instrument.market.name.utf8)
            unsafe name[count] = seam
            let rest = unsafe UnsafeMutableBufferPointer(rebasing: name[(count + 1)...])
            count += unsafe 1 + rest.initialize(fromContentsOf: instrument.pair.name.utf8)
            return unsafe body(UnsafeBufferPointer(rebasing: name[..<count]))
        }
    }

    /// The market of a symbol, and what of it is about the pair.
    private func market(of symbol: String) -> (Market, String)? {
        guard let part = rule.market else { return (market, symbol) }
        return part.split(symbol).map { ($0.market, $0.rest) }
    }

    private func parts(
        of symbol: String, _ quote: String?, _ finding: SymbolListing.Finding?
    ) -> SymbolRule.Parts? {
        if let quote { return SymbolRule.Parts(base: symbol, quote: quote) }
        if case .pair(let parts) = finding { return parts }
        return rule.parts(of: symbol)
    }

    /// `nil` for a pair that no answer had.
    func spelling(of instrument: Instrument) -> Spelling? {
        let place = unsafe Self.withName(of: instrument) { unsafe names.number(of: $0) }
        guard let place else { return nil }
        let (symbol, quote) = parts(ofKey: owners[place])
        let rest = market(of: symbol)?.1 ?? symbol
        let parts = parts(of: rest, quote, quote == nil ? listing?.find(symbol) : nil)
        return Spelling(symbol: symbol, base: parts?.base ?? "", quote: parts?.quote ?? "")
    }
}
