import TestSupport
import Testing

@testable import TrackerEngine

struct AlertReaderTests {
    static let same: [(word: String, sentence: String)] = [
        ("last>70k", "above 70,000"), ("last<1", "below 1"), ("last>=70k", "at least 70,000"),
        ("last<=1", "at most 1"), ("last=0.05", "exactly 0.05"),
        ("up:15m>=5", "rises 5% in 15m"), ("down:24h>5", "falls over 5% in 24h"),
        ("move:1h>=2.5", "moves 2.5% in 1h"),
        ("unusual:15m>=6", "moves 6 times its usual in 15m"), ("high:6h", "at a high of 6h"),
        ("low:6h", "at a low of 6h"), ("each:1k", "passes each 1,000"),
        ("spread:okx>30", "30 bp apart from okx"),
        ("spread:okx:btcusdt>=30", "at least 30 bp apart from okx:btcusdt"),
        ("stale>10", "silent for 10 min"), ("failing>=5", "failing for at least 5 min"),
        ("listed", "listed"), ("delisted", "delisted"), ("chg>3", "chg>3"),
        ("rank<0.1", "rank<0.1"), ("volatility>=5", "volatility>=5"),
        ("turnover>1m", "turnover>1000000"),
    ]

    @Test(arguments: same.indices)
    func `a word and its sentence mean the same`(index: Int) throws {
        let (word, sentence) = Self.same[index]
        let conditions = try AlertReader.conditions(word)
        #expect(try AlertReader.conditions(sentence) == conditions)
        #expect(try AlertReader.conditions(sentence.uppercased()) == conditions)
        #expect(conditions.map(\.sentence) == [sentence])
        #expect(try AlertReader.conditions(conditions[0].text) == conditions)
    }

    @Test(arguments: [
        ("above 70k and rises 5% in 15m", "last>70k up:15m>=5"),
        ("above 70,000.5", "last>70000.5"), ("rises 5 % in 60m", "up:1h>=5"),
        ("moves over 3% in 5m  quote:USDT", "move:5m>3 quote:usdt"),
        ("price>1 stale:no", "last>1 stale:no"), ("price > 150", "last>150"),
        ("last >70k and up:15m >= 5", "last>70k up:15m>=5"), ("spread:okx> 30", "spread:okx>30"),
    ])
    func `parts follow one another, and all have to hold`(text: String, word: String) throws {
        #expect(try AlertReader.conditions(text) == AlertReader.conditions(word))
    }

    @Test(arguments: [
        ("", 1, "wants a condition"), ("lst>3", 1, "did you mean last?"),
        ("last>70k risse 5% in 15m", 10, "did you mean rises?"),
        ("last>x", 6, "x is no number"), ("above", 5, "a number is missing"),
        ("up>=5", 3, "a span of time is missing"), ("up:15x>=5", 4, "15x is no span"),
        ("up:90m>=5", 4, "1m to 60m, 1h to 24h"), ("up:15m<5", 7, "> or >= has to follow"),
        ("up:15m>=0", 9, "above 0"), ("rises 5% 15m", 10, "\"in\" is missing"),
        ("rises 5% in", 11, "a span of time is missing"),
        ("at a peak of 6h", 6, "\"high\" or \"low\""),
        ("spread>30", 7, "a market is missing"), ("30 bp from okx", 7, "\"apart\" is missing"),
        ("falls 6 times its usual in 15m", 9, "only \"moves\""),
        ("silent for 10", 13, "\"min\" is missing"), ("each:0", 6, "above 0"),
        ("quote:usdt", 1, "add a condition"), ("last>1 failing>5", 8, "rule of its own"),
        ("each:1k last>1", 1, "goes with quote:"), ("last>1 and", 10, "has to follow \"and\""),
        ("last>1 last>1 last>1 last>1 last>1 last>1 last>1 last>1 last>1", 57, "more than 8"),
        ("rises 500 in 1h", 7, "a % is missing"), ("price", 1, "stands alone"),
        ("price 150", 1, "stands alone"), ("last >", 6, "number"),
        ("last:5", 1, "compared with"), ("above 7,00", 7, "no number"),
    ])
    func `a fault has its column and a remedy`(text: String, column: Int, words: String) {
        do {
            let conditions = try AlertReader.conditions(text)
            Issue.record("read as \(conditions)")
        } catch {
            #expect(error.column == column, "\(error)")
            #expect(error.words.contains(words), "\(error)")
        }
    }

    @Test(arguments: UInt64(1)...60)
    func `a sentence made of a rule is read as that rule`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let texts = Self.same.map(\.word).filter {
            !$0.hasPrefix("each") && !$0.hasPrefix("failing")
        }
        for _ in 0..<20 {
            let count = Int.random(in: 1...5, using: &random)
            let text = (0..<count).map { _ in
                let word = texts.randomElement(using: &random) ?? ""
                let number = Double.random(in: 1e-9...1e6, using: &random)
                guard let sign = word.lastIndex(where: { "<>=".contains($0) }) else { return word }
                return "\(word[...sign])\(number)"
            }.joined(separator: " ")
            let rule = AlertRule(
                "r", on: AlertScope([.favourites]), when: try AlertReader.conditions(text))
            let again = try AlertReader.conditions(rule.sentence)
            #expect(again == rule.conditions)
            #expect(try AlertReader.conditions(rule.conditionText) == rule.conditions)
        }
    }

    @Test(arguments: UInt64(1)...60)
    func `nothing that is typed breaks it, and every fault lies inside of the text`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let parts = [
            "up", "last", ":", ">", ">=", " ", "15m", "5%", "in", "rises", "at", "least", "bp", "é",
            "apart", "from", "okx", "and", "70k", "e\u{301}", "🇩🇪", "İ", ",", "a", "high", "of", "{",
        ]
        for _ in 0..<40 {
            let text = (0..<Int.random(in: 0...14, using: &random)).map { _ in
                parts.randomElement(using: &random) ?? ""
            }.joined()
            do throws(AlertFault) {
                _ = try AlertReader.conditions(text)
            } catch {
                #expect((1...max(1, text.count)).contains(error.column), "\(text): \(error)")
            }
            do throws(AlertFault) {
                _ = try AlertReader.part(text)
            } catch {
                #expect((1...max(1, text.count)).contains(error.column), "\(text): \(error)")
            }
        }
    }

    @Test(arguments: [
        ("kraken:btcusd", "kraken:btcusd"), ("KRAKEN:BTC/USD", "kraken:btcusd"),
        ("kraken:*usd", "kraken:*usd"), ("*:btcusd", "*:btcusd"), ("kraken", "kraken"), ("*", "*"),
        ("favourites", "favourites"), ("group:Majors", "group:Majors"), ("kraken:*", "kraken"),
    ])
    func `a place is read, and written as it is read`(text: String, written: String) throws {
        let part = try AlertReader.part(text)
        #expect(part.text == written)
        #expect(try AlertReader.part(written) == part)
    }

    @Test(arguments: [
        ("*usd", "btcusd", true), ("*usd", "btcusdt", false), ("btc*", "btcusd", true),
        ("*b*d*", "abcd", true), ("*b*d*", "adcb", false), ("*", "", true), ("a*a", "a", false),
        ("a*a", "aa", true), ("btcusd", "btcusd", true), ("btcusd", "btcusdt", false),
        ("*usd*usd", "usdusd", true), ("*usd*usd", "xusd", false),
    ])
    func `a star stands for anything`(glob: String, name: String, matches: Bool) {
        #expect(AlertGlob(glob).matches(name) == matches)
    }

    @Test(
        arguments: [
            ("{pair} at {price}", nil), ("{{x}} {rule}", nil), ("{prize}", 2), ("{pair", 1),
            ("a}", 2), ("{}", 2),
        ] as [(String, Int?)])
    func `a template knows its fields`(text: String, column: Int?) {
        do throws(AlertFault) {
            let template = try AlertTemplate(text)
            #expect(column == nil)
            #expect(!template.filled { "<\($0)>" }.contains("{p"))
        } catch {
            #expect(error.column == column)
        }
    }
}
