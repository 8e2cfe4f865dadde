/// Addresses and paths, of which every part has some.
extension ExchangeForm {
    private static let address = "an address that begins with https:// or http://"
    static let path =
        "a path such as result.list, with dots between its steps, and * in rows only"

    /// An address, with the places that a call of its kind may have.
    static func url(
        _ use: URLTemplate.Use, of table: inout FormTable
    ) throws(ExchangesError) -> URLTemplate {
        let words = "\(address), with no places but \(use.places)"
        return try table.needed("url", words) { URLTemplate($0, for: use) }
    }

    static func tests(
        _ table: inout FormTable
    ) throws(ExchangesError) -> [Exchange.RowTest] {
        let place = table.value("only")?.place ?? table.place
        let pairs = try table.pairs("only")
        guard pairs.allSatisfy({ pathOf($0.key) != nil }) else {
            throw ExchangesError(place, "each key in only of \(table.what) must be \(path)")
        }
        return pairs.map { Exchange.RowTest(path: $0.key, values: $0.values) }
    }

    static func paths(
        _ key: String, of table: inout FormTable
    ) throws(ExchangesError) -> [String] {
        let place = table.value(key)?.place ?? table.place
        let texts = try table.texts(key)
        guard texts.allSatisfy({ pathOf($0) != nil }) else {
            throw ExchangesError(place, "\(key) of \(table.what) must be \(path)")
        }
        return texts
    }

    /// The path to the rows, in which `*` may stand.
    static func rows(_ table: inout FormTable) throws(ExchangesError) -> String {
        guard table.value("rows") != nil else { return "" }
        return try table.needed("rows", "empty, or \(path)") { $0.isEmpty ? "" : plain($0) }
    }

    static func pathOf(_ text: String) -> String? {
        text.isEmpty || text.split(separator: ".").contains("*") ? nil : plain(text)
    }

    /// Line feeds and zeros would end it where it is handed on.
    private static func plain(_ text: String) -> String? {
        text.utf8.contains { $0 == 0x0A || $0 == 0 } ? nil : text
    }
}
