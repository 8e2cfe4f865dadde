import Testing

@testable import TrackerEngine

/// What an answer says of its own success, where its rows are the members of the whole answer.
struct EnvelopeTests {
    private static let reader = AnswerReader(
        rules: [
            Exchange.ErrorRule(
                path: "error.name", test: .present, words: ["error.message"],
                busy: [Glob("too_many_requests")])
        ], host: "h")

    @Test(arguments: [
        (#"{"error":{"name":"too_many_requests","message":"slower"}}"#, true),
        (#"{"error":{"message":"no such market","name":404}}"#, false),
    ])
    func `a complaint inside of a member is found, and is no row`(body: String, isBusy: Bool) {
        let complaint = Self.reader.complaint(in: Array(body.utf8))
        #expect(complaint?.isBusy == isBusy)
        #expect(complaint?.words.contains(isBusy ? "slower" : "no such market") == true)
        #expect(throws: QuoteError.self) {
            _ = try Self.reader.table(Array(body.utf8), rows: "", columns: ["@key", "last"])
                .rowCount
        }
    }

    @Test func `rows beside it are rows`() throws {
        let body = #"{"BTC":{"last":"1.5"},"ETH":{"last":"2.5"}}"#
        let table = try Self.reader.table(Array(body.utf8), rows: "", columns: ["@key", "last"])
        #expect(table.rowCount == 2)
        #expect(table.number(.cell(row: 1, column: 1)) == 2.5)
    }
}
