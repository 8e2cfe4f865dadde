import Testing

@testable import TrackerEngine

/// Whoever asks for an exchange must be asking that exchange.
struct NameClaimTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let entries: [(id: String, also: [String])]
        /// `nil` if the names go together.
        let words: String?
        var testDescription: String { "\(entries)" }

        init(_ entries: [(id: String, also: [String])], _ words: String?) {
            (self.entries, self.words) = (entries, words)
        }

        var text: String {
            entries.map { entry in
                let also = entry.also.map { "\"\($0)\"" }.joined(separator: ", ")
                return """
                    [[exchange]]
                    id = "\(entry.id)"
                    also = [\(also)]
                    pause = 1
                    tickers = { url = "https://h/", symbol = "s", price = "p" }
                    """
            }.joined(separator: "\n")
        }
    }

    static let cases = [
        Case([("example", [])], nil),
        Case([("example", ["mine", "ours"]), ("other", ["theirs"])], nil),
        Case(
            [("example", ["kraken", "huobi"])],
            "line 3, column 9: also of exchange \"example\": \"kraken\" is the name of another"),
        Case(
            [("example", ["mine", "huobi"])],
            "line 3, column 17: also of exchange \"example\": \"huobi\" is another name of htx"),
        Case(
            [("coinbase-pro", [])],
            "line 2, column 6: \"coinbase-pro\" is another name of coinbase: an entry with the id "
                + "\"coinbase\" takes its place"),
        Case(
            [("a", ["b"]), ("b", [])],
            "line 3, column 9: also of exchange \"a\": \"b\" is the name of another exchange"),
        Case(
            [("a", []), ("b", ["a"])],
            "line 8, column 9: also of exchange \"b\": \"a\" is the name of another exchange"),
        Case(
            [("a", ["c"]), ("b", ["c"])],
            "line 8, column 9: also of exchange \"b\": \"c\" is another name of a"),
        // One that takes the place of a whole entry has its names too, or leaves them to others.
        Case([("htx", ["huobi"])], nil),
        Case([("htx", []), ("huobi", [])], nil),
        Case([("coinbase", ["gdax"]), ("x", ["coinbase-pro"])], nil),
    ]

    @Test(arguments: cases)
    func `a name is that of one exchange`(_ given: Case) throws {
        guard let words = given.words else {
            let added = try Exchanges.builtIn.adding(Array(given.text.utf8))
            #expect(added.names == given.entries.map(\.id))
            return
        }
        let error = #expect(throws: ExchangesError.self) {
            try Exchanges.builtIn.adding(Array(given.text.utf8))
        }
        #expect(error.map { "\($0)".contains(words) } == true, "\(error.map { "\($0)" } ?? "")")
    }
}
