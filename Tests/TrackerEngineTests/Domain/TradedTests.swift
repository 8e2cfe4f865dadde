import Testing

@testable import TrackerEngine

struct TradedTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let amount: Double
        let unit: Traded.Unit
        let price: Double?
        let rate: Double?
        let dollars: Double?

        init(
            _ amount: Double, _ unit: Traded.Unit, at price: Double?, rate: Double?,
            is dollars: Double?
        ) {
            self.amount = amount
            self.unit = unit
            self.price = price
            self.rate = rate
            self.dollars = dollars
        }

        var testDescription: String {
            "\(amount) \(unit) at \(price ?? .nan), rate \(rate ?? .nan)"
        }
    }

    static let cases = [
        // The volume of bitcoins, for a price in euros.
        Case(2, .base, at: 50_000, rate: 1.25, is: 125_000),
        Case(2, .base, at: nil, rate: 1.25, is: nil),
        Case(2, .base, at: 0, rate: 1.25, is: nil),
        Case(2, .base, at: 50_000, rate: nil, is: nil),
        Case(0, .base, at: 50_000, rate: 1, is: 0),
        Case(80_000, .quote, at: 50_000, rate: 1.25, is: 100_000),
        Case(80_000, .quote, at: nil, rate: 1.25, is: 100_000),
        Case(80_000, .quote, at: 50_000, rate: nil, is: nil),
        Case(80_000, .dollars, at: nil, rate: nil, is: 80_000),
        Case(1e300, .base, at: 1e300, rate: 1, is: nil),
    ]

    @Test(arguments: cases)
    func `a turnover is in dollars, or not known`(given: Case) throws {
        let traded = try Traded(given.amount, in: given.unit)
        let price = try given.price.map { try Price($0) }
        #expect(traded.dollars(at: price, rate: given.rate) == given.dollars)
    }

    @Test(arguments: [-1, .nan, .infinity, -1e-300] as [Double])
    func `what is no amount is refused`(amount: Double) {
        #expect(throws: DomainError.self) { try Traded(amount, in: .base) }
    }

    @Test(arguments: [
        ("btcusd", 3, "btc", "usd"), ("1inchusdt", 5, "1inch", "usdt"),
        ("ñandúeur", 7, "ñandú", "eur"),
    ])
    func `a name and the length of its base make base and quote`(
        name: String, length: Int, base: String, quote: String
    ) throws {
        let pair = try Pair(name)
        let assets = Assets(base: base, quote: quote)
        #expect(pair.assets(baseLength: UInt8(length)) == assets)
        #expect(assets.baseLength(in: pair) == UInt8(length))
        #expect(assets.baseLength(in: try Pair(name + "x")) == 0)
        #expect(Assets(base: "", quote: name).baseLength(in: pair) == 0)
    }

    @Test(arguments: [0, 6, 7, 255] as [UInt8])
    func `a length that does not fit a name tells nothing`(length: UInt8) throws {
        #expect(try Pair("btcusd").assets(baseLength: length) == nil)
    }

    @Test func `a length inside of a letter tells nothing`() throws {
        #expect(try Pair("ñandúeur").assets(baseLength: 1) == nil)
    }
}
