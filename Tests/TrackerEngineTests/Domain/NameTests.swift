import Testing

@testable import TrackerEngine

struct NameTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let text: String
        let fault: NameFault
        var testDescription: String { text.plain(upTo: 40) }
    }

    static let refused = [
        Case(text: "", fault: .empty),
        Case(text: String(repeating: "x", count: 129), fault: .tooLong),
        Case(text: String(repeating: "İ", count: 64), fault: .tooLong),
        Case(text: " btcusd", fault: .blankEnd), Case(text: "btcusd\u{A0}", fault: .blankEnd),
        Case(text: "btc\u{0}usd", fault: .invisible("\u{0}")),
        Case(text: "b\u{1B}[31musd", fault: .invisible("\u{1B}")),
        Case(text: "btcusd\n", fault: .invisible("\n")),
        Case(text: "a\tb", fault: .invisible("\t")),
        Case(text: "a\u{7F}", fault: .invisible("\u{7F}")),
        Case(text: "a\u{9B}b", fault: .invisible("\u{9B}")),
        Case(text: "btc\u{200B}usd", fault: .invisible("\u{200B}")),
        Case(text: "\u{202E}btcusd", fault: .invisible("\u{202E}")),
        Case(text: "a\u{2028}b", fault: .invisible("\u{2028}")),
        Case(text: "a\u{2029}b", fault: .invisible("\u{2029}")),
        Case(text: "\u{FEFF}btcusd", fault: .invisible("\u{FEFF}")),
        Case(text: "a\u{FE0F}", fault: .invisible("\u{FE0F}")),
    ]

    @Test(arguments: refused) func `what is no name is refused with the reason`(_ bad: Case) {
        #expect(throws: DomainError.notAName(bad.text, bad.fault)) { try Pair(bad.text) }
        #expect(throws: DomainError.notAName(bad.text, bad.fault)) { try Market(bad.text) }
        let words = "\(DomainError.notAName(bad.text, bad.fault))"
        #expect(words.unicodeScalars.allSatisfy { !$0.isInvisible })
    }

    @Test(arguments: [
        "btcusd", "BTCUSD", "btc usd", "a:b", "été", "语", "1inch", "{x}", "~", "\u{301}a",
        "btcusd-perpetual-futures", String(repeating: "x", count: 128),
    ])
    func `everything else is a name, in lower case, and a stored one is proper`(_ text: String)
        throws
    {
        let pair = try Pair(text)
        #expect(pair.name == text.lowercased())
        #expect(try Pair.stored(text) == pair && Name.isProper(pair.name))
    }

    @Test func `a stored name may be improper, and says so`() throws {
        for bad in Self.refused where bad.fault != .empty && bad.fault != .tooLong {
            let pair = try Pair.stored(bad.text)
            #expect(!Instrument(market: .kraken, pair: pair).isProper)
        }
    }

    @Test func `a reason names the character by its number`() {
        #expect("\(NameFault.invisible("\u{1B}"))" == "contains U+001B, which is invisible")
        #expect("\(NameFault.invisible("\u{E0001}"))" == "contains U+E0001, which is invisible")
    }
}
