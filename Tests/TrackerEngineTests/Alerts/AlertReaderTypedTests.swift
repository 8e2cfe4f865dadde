import TestSupport
import Testing

@testable import TrackerEngine

struct AlertReaderTypedTests {
    @Test func `a line says where its conditions hold, or leaves that open`() throws {
        let cases: [(text: String, conditions: String, scope: String?)] = [
            ("above 70k", "last>70000", nil),
            ("moves 5% in 15m on favourites", "move:15m>=5", "favourites"),
            ("chg>3 ON kraken:*usd, okx", "chg>3", "kraken:*usd, okx"),
            ("last>1 on kraken:btcusd group:majors", "last>1", "kraken:btcusd, group:majors"),
            ("listed on  *", "listed", "*"),
        ]
        for entry in cases {
            let (conditions, scope) = try AlertReader.typed(entry.text)
            #expect(conditions.map(\.text).joined(separator: " ") == entry.conditions)
            #expect(scope?.text == entry.scope, "\(entry.text)")
        }
    }

    @Test func `a fault has its column in the whole line`() {
        let cases: [(text: String, column: Int)] = [
            ("abve 70k", 1), ("above 70k on favorites", 14), ("above 70k on", 12),
            ("above 70k on kraken:btcusd, :", 29), ("on favourites", 1), ("", 1),
            ("above x on favourites", 7),
        ]
        for entry in cases {
            #expect(throws: AlertFault.self, "\(entry.text)") {
                try AlertReader.typed(entry.text)
            }
            do throws(AlertFault) {
                _ = try AlertReader.typed(entry.text)
            } catch {
                #expect(error.column == entry.column, "\(entry.text): \(error)")
            }
        }
    }

    @Test(arguments: UInt64(1)...300)
    func `whatever is typed, a fault lies inside of the line`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let words = [
            "on", "above", "70k", "moves", "5%", "in", "15m", "favourites", "kraken:*", ",", "é",
            "👩‍👩‍👧", "", ":", "spread:okx>3", "and", "ON",
        ]
        let count = Int.random(in: 0...8, using: &random)
        let text = (0..<count).map { _ in words.randomElement(using: &random) ?? "" }
            .joined(separator: " ")
        do throws(AlertFault) {
            _ = try AlertReader.typed(text)
        } catch {
            #expect((1...max(1, text.count)).contains(error.column), "\(text): \(error)")
        }
    }
}
