/// An entry of the catalogue: how an exchange is asked and read, as data.
///
/// The form in which entries are written is described in `ExchangeForm`.
struct Exchange: Hashable, Sendable {
    /// Its market, and its name in `--source`: Cryptowatch's name where it had one.
    let id: Market
    /// The name for a person: `Gate.io`.
    let name: String
    /// Other names of its market in paths of the port.
    let otherNames: [Market]
    /// Whether it is one of those that are asked if no source is named.
    var isPopular: Bool
    /// Whether the service at its address is gone: it is asked only where somebody names it.
    var isRetired = false
    /// The time between the starts of two requests, so that its rules are kept with room to spare.
    let pause: Duration
    /// The number of pairs when it was recorded; `nil` if no recording has all.
    let pairs: Int?
    /// The recordings that the entry was last checked against, for a person.
    let verified: String

    /// The calls whose answers together have every price.
    var tickers: [Tickers]
    /// Calls that are made instead where the server refuses those or answers something else.
    let fallback: [Tickers]
    /// Calls that tell what was traded too, where the usual ones do not: made instead of them now and
    /// then, because they cost more.
    var detailed: [Tickers] = []
    /// Tells what a symbol is made of where it does not show.
    let listing: Listing?
    let symbols: SymbolRule
    /// The signs by which it says that something is wrong.
    let errors: [ErrorRule]
    /// The calls for the past, in order, each for the minutes that those before do not reach.
    var candles: [Candles]

    /// A call that gives the last price of many pairs.
    struct Tickers: Hashable, Sendable {
        var url: URLTemplate
        /// The path to the rows, as in `JSONTable.Shape`, like all paths here.
        let rows: String
        /// Leads to the symbol, or to its base where `quoteMember` is not `nil`.
        let symbol: String
        /// Leads to the quote of a row, where base and quote are two members of it.
        var quoteMember: String?
        /// The first of them that a row has.
        let price: [String]
        /// Rows that are no pairs of this market are left out.
        let only: [RowTest]
        /// The quote of all rows, where the symbol is a base alone.
        let quote: String?
        /// Leaves out prices that are too old.
        let age: Age?
        /// Whether each row must have a price, 0 included: one without is counted and told.
        var isStrict = false
        /// The way to ask for the pages after the first one; `nil` for an answer that is whole.
        var pages: Pages?
        /// What a row says of the last 24 hours.
        var traded = TradedPaths()
    }

    /// The members of a row that tell what was traded in the last 24 hours; all `nil` where none does.
    struct TradedPaths: Hashable, Sendable {
        /// An amount of US dollars, whatever the quote is.
        var dollars: String?
        /// An amount of the quote.
        var turnover: String?
        /// An amount of the base; for rows without a turnover.
        var volume: String?
        /// The average price that the volume was traded at.
        var average: String?

        /// In the order in which they are looked for.
        var all: [String] { [dollars, turnover, volume, average].compactMap(\.self) }
    }

    /// The way in which an answer says that there is more, and how that is asked for.
    struct Pages: Hashable, Sendable {
        /// The member of the query that has the cursor.
        let query: String
        /// Leads from the top to the cursor of the next page.
        let cursor: String
        /// Leads to `true` where there is a next page; `nil` where the cursor says so.
        let more: String?
    }

    /// The newest time of a price, and how old it may be.
    struct Age: Hashable, Sendable {
        let path: String
        let unit: TimeUnit
        let most: Duration
    }

    /// A member of a row and the values that it may have; a row without it passes.
    struct RowTest: Hashable, Sendable {
        let path: String
        let values: [String]
    }

    /// A call that gives base and quote of each symbol.
    struct Listing: Hashable, Sendable {
        let url: URLTemplate
        let rows: String
        let symbol: String
        let parts: Parts
        let only: [RowTest]
        /// Whether a symbol that is not in it is a pair all the same.
        let isPartial: Bool
        /// Whether nothing can be read without it: symbols that look alike mean different things.
        let isNeeded: Bool

        enum Parts: Hashable, Sendable {
            case apart(base: String, quote: String)
            case together(path: String, separator: String)
        }
    }

    /// A sign in an answer that it is no success, whatever its status.
    struct ErrorRule: Hashable, Sendable {
        /// Leads from the top to a code or a word.
        let path: String
        let test: Test
        /// The paths to words about the failure; the first of them that is there counts.
        let words: [String]
        /// Codes, or words at `words`, that mean: asked too often.
        let busy: [Glob]

        enum Test: Hashable, Sendable {
            /// Any of these is good, all else is not.
            case fine([String])
            /// Any of these is bad.
            case failed([String])
            /// It is bad that it is there.
            case present
        }
    }

    /// A call that gives candles of one pair.
    struct Candles: Hashable, Sendable {
        var url: URLTemplate
        /// Minutes of one candle.
        let step: Int
        /// The most candles of one answer.
        let limit: Int
        /// The number of candles that it reaches back from now; `nil` for as many as a day has.
        let reach: Int?
        let rows: String
        let time: String
        let unit: TimeUnit
        /// Whether the time is the end of a candle, not its start.
        let isTimeOfEnd: Bool
        let close: String
        /// Whether all times stand in one list and all closes in another, of the object `rows`.
        var isInColumns = false
    }

    /// The form of a time in an answer.
    enum TimeUnit: Hashable, Sendable {
        case seconds, milliseconds
        /// `2026-09-21T06:53:00`, as the clocks of a zone show it.
        case iso(ZoneOffset)

        /// Reads `s`, `ms`, `iso`, or `iso+9` for a zone; `nil` for any other text.
        init?(_ text: String) {
            switch text {
            case "s": self = .seconds
            case "ms": self = .milliseconds
            case "iso": self = .iso(.utc)
            default:
                guard text.hasPrefix("iso"), let zone = ZoneOffset(text.dropFirst(3)) else {
                    return nil
                }
                self = .iso(zone)
            }
        }
    }
}

/// A pattern in which `*` stands for any characters, and all else for itself.
struct Glob: Hashable, Sendable {
    let pattern: String

    init(_ pattern: String) { self.pattern = pattern }

    /// Whether it looks for some words in a longer text.
    var isWords: Bool { pattern.hasPrefix("*") && pattern.hasSuffix("*") && pattern.count > 2 }

    func matches(_ text: String) -> Bool {
        let parts = pattern.utf8.split(separator: 0x2A, omittingEmptySubsequences: false)
        guard parts.count > 1 else { return pattern == text }
        var rest = text.utf8[...]
        for (index, part) in parts.enumerated() {
            if index == 0 {
                guard rest.starts(with: part) else { return false }
                rest = rest.dropFirst(part.count)
            } else if index == parts.count - 1 {
                return rest.count >= part.count && rest.suffix(part.count).elementsEqual(part)
            } else {
                guard let end = Self.end(of: part, in: rest) else { return false }
                rest = rest[end...]
            }
        }
        return true
    }

    private static func end(
        of part: Substring.UTF8View, in text: Substring.UTF8View
    ) -> Substring.UTF8View.Index? {
        var start = text.startIndex
        while true {
            if text[start...].starts(with: part) {
                return text.index(start, offsetBy: part.count)
            }
            guard start < text.endIndex else { return nil }
            start = text.index(after: start)
        }
    }
}
