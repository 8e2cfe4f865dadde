/// Addresses, paths and texts, of which every part has some.
extension ExchangeForm {
    private static let address = "an address that begins with https:// or http://"

    /// An address, with the places that a call of its kind may have.
    static func url(
        _ use: URLTemplate.Use, of table: inout FormTable
    ) throws(ExchangesError) -> URLTemplate {
        guard let value = table.value("url") else { throw table.missing("url") }
        guard case .text(let text) = value.value else { throw table.wrong(value, "url", address) }
        do throws(URLTemplate.Fault) {
            return try URLTemplate(reading: text, for: use)
        } catch .notAnAddress {
            throw table.wrong(value, "url", address)
        } catch .inHost {
            throw table.wrong(value, "url", "\(address), with no place in its host")
        } catch {
            throw ExchangesError(value.place, "url of \(table.what): \(error.words(for: use))")
        }
    }

    static func path(
        _ key: String, _ use: FormPath.Use = .member, of table: inout FormTable
    ) throws(ExchangesError) -> String {
        try table.needed(key, use.words) { FormPath.path($0, for: use) }
    }

    /// Reads like `path`, but gives `nil` if the key is not there.
    static func optionalPath(
        _ key: String, _ use: FormPath.Use = .member, of table: inout FormTable
    ) throws(ExchangesError) -> String? {
        try table.optional(key, use.words) { FormPath.path($0, for: use) }
    }

    /// A path, or a list of them; none where the key is not there.
    static func paths(
        _ key: String, _ use: FormPath.Use = .member, of table: inout FormTable
    ) throws(ExchangesError) -> [String] {
        try table.texts(key, use.words) { FormPath.path($0, for: use) != nil }
    }

    /// The path to the rows; empty for the top.
    static func rows(_ table: inout FormTable) throws(ExchangesError) -> String {
        try table.optional("rows", "empty, or \(FormPath.Use.rows.words)") { text in
            text.isEmpty ? text : FormPath.path(text, for: .rows)
        } ?? ""
    }

    /// Checks that a symbol is not the name of a row that has none: the only one, which `@self` is.
    static func checkName(
        _ symbols: [String], of rows: String, _ table: inout FormTable
    ) throws(ExchangesError) {
        guard symbols.contains("@key"), rows.split(separator: ".").last == "@self",
            let value = table.value("symbol")
        else { return }
        throw table.wrong(value, "symbol", "a path: the row that @self takes has no name for @key")
    }

    static func tests(
        _ table: inout FormTable
    ) throws(ExchangesError) -> [Exchange.RowTest] {
        var tests: [Exchange.RowTest] = []
        for pair in try table.pairs("only", literal, isLiteral) {
            guard FormPath.path(pair.key, for: .member) != nil else {
                throw ExchangesError(
                    pair.place,
                    "each key in only of \(table.what) must be \(FormPath.Use.member.words)")
            }
            tests.append(Exchange.RowTest(path: pair.key, values: pair.values))
        }
        return tests
    }
}

// MARK: - Texts

extension ExchangeForm {
    static let literal =
        "a string as it stands in answers; * is for rows, skip and busy, {places} are for url"

    static func isLiteral(_ text: String) -> Bool {
        !text.utf8.contains(where: "*{}".utf8.contains)
    }

    /// A text that is compared as it is; `nil` where the key is not there, or is empty.
    static func literal(
        _ key: String, of table: inout FormTable
    ) throws(ExchangesError) -> String? {
        let text = try table.optional(key, literal) { isLiteral($0) ? $0 : nil }
        return text.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Texts that are compared as they are; none where the key is not there.
    static func literals(
        _ key: String, of table: inout FormTable
    ) throws(ExchangesError) -> [String] {
        try table.texts(key, literal, isLiteral)
    }

    /// The exchange's codes, and what they are elsewhere.
    static func codes(_ table: inout FormTable) throws(ExchangesError) -> [String: String] {
        var codes: [String: String] = [:]
        for pair in try table.pairs("codes", literal, isLiteral) {
            guard isLiteral(pair.key) else {
                throw ExchangesError(
                    pair.place, "each key in codes of \(table.what) must be \(literal)")
            }
            guard !pair.key.isEmpty, pair.values.count == 1, let other = pair.values.first,
                !other.isEmpty
            else {
                throw ExchangesError(
                    pair.place,
                    "codes of \(table.what): \"\(pair.key.plain(upTo: 40))\" must be one other "
                        + "code, such as XBT = \"BTC\"")
            }
            codes[pair.key] = other
        }
        return codes
    }
}
