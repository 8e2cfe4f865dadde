/// An address with places in it that each request fills in: `…/klines?symbol={symbol}`.
///
/// | place | what stands there |
/// | --- | --- |
/// | `{symbol}`, `{base}`, `{quote}` | as the exchange spells them; `{symbol:lower}` in lower case |
/// | `{market}`, `{pair}` | the names of the instrument |
/// | `{limit}` | the most candles of an answer |
/// | `{from:s}` | the start of the first candle; `s`, `ms` or `iso` |
/// | `{until:s}` | just before the end of the last candle |
/// | `{end:s}` | the end of the last candle |
/// | `{first:s}` | the end of the first candle |
struct URLTemplate: Hashable, Sendable {
    let text: String
    private let parts: [Part]

    private enum Part: Hashable, Sendable {
        case plain(String)
        case place(Place, form: String)
    }

    private enum Place: String, Hashable, Sendable {
        case symbol, base, quote, market, pair, limit, from, until, end, first

        var forms: [String] {
            switch self {
            case .symbol, .base, .quote: ["", "lower"]
            case .market, .pair, .limit: [""]
            case .from, .until, .end, .first: ["s", "ms", "iso"]
            }
        }
    }

    /// What a request is for.
    struct Values {
        var instrument: Instrument
        var symbol = ""
        var base = ""
        var quote = ""
        var limit = 0
        /// In Unix milliseconds: the start of the first candle, the end of it, the end of the last.
        var from = 0
        var first = 0
        var end = 0
    }

    /// - Returns: `nil` for a place that is none, or a text that is no address.
    init?(_ text: String) {
        self.text = text
        var parts: [Part] = []
        var rest = text[...]
        // By bytes: the catalogue is read at each start.
        let (opening, closing) = (UInt8(ascii: "{"), UInt8(ascii: "}"))
        while let open = rest.utf8.firstIndex(of: opening) {
            parts.append(.plain(String(rest[..<open])))
            guard let close = rest[open...].utf8.firstIndex(of: closing) else { return nil }
            let words = rest[open..<close].utf8.dropFirst()
                .split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
                .map { String(Substring($0)) }
            let form = words.count > 1 ? words[1] : ""
            guard words.count <= 2,
                let place = words.first.flatMap(Place.init),
                place.forms.contains(form)
            else { return nil }
            parts.append(.place(place, form: form))
            rest = Substring(rest[close...].utf8.dropFirst())
        }
        self.parts = parts + [.plain(String(rest))]
        let plain = text.utf8.filter { $0 != opening && $0 != closing }
        guard (try? WebAddress(String(decoding: plain, as: UTF8.self))) != nil else { return nil }
    }

    /// Those that there are, for a person.
    static let places =
        "{symbol} {base} {quote} (also :lower), {market} {pair} {limit}, "
        + "{from} {until} {end} {first} (each with :s, :ms or :iso)"

    /// Whether an answer covers what is asked for; otherwise it is always the newest candles.
    var hasRange: Bool {
        parts.contains { part in
            guard case .place(let place, _) = part else { return false }
            return [.from, .until, .end, .first].contains(place)
        }
    }

    /// - Throws: `WebAddressError` where the values make it too long.
    func address(_ values: Values) throws(WebAddressError) -> WebAddress {
        var text = ""
        for part in parts {
            switch part {
            case .plain(let plain): text += plain
            case .place(let place, let form): text += Self.text(place, form, values)
            }
        }
        return try WebAddress(text)
    }

    private static func text(_ place: Place, _ form: String, _ values: Values) -> String {
        switch place {
        case .symbol: name(values.symbol, form)
        case .base: name(values.base, form)
        case .quote: name(values.quote, form)
        case .market: values.instrument.market.name.percentEncoded
        case .pair: values.instrument.pair.name.percentEncoded
        case .limit: "\(values.limit)"
        case .from: time(values.from, form)
        case .first: time(values.first, form)
        case .end: time(values.end, form)
        case .until: time(values.end - (form == "ms" ? 1 : 1000), form)
        }
    }

    private static func name(_ name: String, _ form: String) -> String {
        (form == "lower" ? name.lowercased() : name).percentEncoded
    }

    private static func time(_ milliseconds: Int, _ form: String) -> String {
        let time = Timestamp(milliseconds: milliseconds)
        return switch form {
        case "ms": "\(milliseconds)"
        case "iso": time.iso
        default: "\(time.unixSeconds)"
        }
    }
}
