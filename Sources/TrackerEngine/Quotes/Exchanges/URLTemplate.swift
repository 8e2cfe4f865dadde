/// An address with places in it that each request fills in: `…/klines?symbol={symbol}`.
///
/// | place | what stands there |
/// | --- | --- |
/// | `{symbol}`, `{base}`, `{quote}` | as the exchange spells them; `{symbol:lower}` in lower case |
/// | `{market}`, `{pair}` | the names of the instrument |
/// | `{limit}` | the most candles of an answer |
/// | `{from:s}` | the start of the first candle; `s`, `ms`, `iso`, or `iso+9` |
/// | `{until:s}` | just before the end of the last candle |
/// | `{end:s}` | the end of the last candle |
/// | `{first:s}` | the end of the first candle |
/// | `{day}` | the day on which all candles begin, `20210828`; `{day:+9}` in a zone |
/// | `{now:s}` | the time of the request |
///
/// `iso` is in UTC and says so: `2021-08-28T16:27:00Z`. With an offset it is what a clock of that
/// zone shows, and names none: with `iso+9` the same moment is `2021-08-29T01:27:00`.
struct URLTemplate: Hashable, Sendable {
    let text: String
    private let parts: [Part]

    private enum Part: Hashable, Sendable {
        case plain(String)
        case place(Place, Form)
    }

    /// The form in which a value is written in its place.
    private enum Form: Hashable, Sendable {
        case asIs, lower, seconds, milliseconds
        /// The zone whose clocks the server reads; `nil`: UTC, with a `Z`.
        case iso(ZoneOffset?)
        case day(ZoneOffset)
    }

    private enum Place: String, Hashable, Sendable {
        case symbol, base, quote, market, pair, limit, from, until, end, first, day, now

        /// - Returns: `nil` for a form that this place cannot have.
        func form(_ text: Substring?) -> Form? {
            switch self {
            case .symbol, .base, .quote: text == nil ? .asIs : text == "lower" ? .lower : nil
            case .market, .pair, .limit: text == nil ? .asIs : nil
            case .day: text.map { ZoneOffset($0).map(Form.day) } ?? .day(.utc)
            case .from, .until, .end, .first, .now: text.flatMap(Self.time)
            }
        }

        private static func time(_ text: Substring) -> Form? {
            switch text {
            case "s": .seconds
            case "ms": .milliseconds
            case "iso": .iso(nil)
            default: text.hasPrefix("iso") ? ZoneOffset(text.dropFirst(3)).map(Form.iso) : nil
            }
        }
    }

    /// The kind of call that an address is of.
    enum Use {
        /// For everything at one moment: only `{now}` can stand in it.
        case prices
        /// For some minutes of a pair.
        case candles

        /// The places that there are, for a person.
        var places: String {
            switch self {
            case .prices: "{now:s} (also :ms, :iso, or :iso+9 for UTC+9)"
            case .candles:
                "{symbol} {base} {quote} (also :lower), {market} {pair} {limit}, "
                    + "{from} {until} {end} {first} {now} (each with :s, :ms, :iso, or :iso+9 "
                    + "for UTC+9), {day} (also :+9)"
            }
        }
    }

    /// The reason why a text is no template; what is given is the part of it that is wrong.
    enum Fault: Error, Hashable, Sendable {
        /// There is no such place, or none in a call of this kind.
        case noPlace(String)
        /// The place cannot be written in such a form.
        case noForm(String)
        /// The brace at its beginning is never closed.
        case open(String)
        /// A closing brace without an opening one.
        case stray
        /// A place in the host.
        case inHost
        case notAnAddress

        /// The fault in words, and what there could be instead.
        func words(for use: Use) -> String {
            switch self {
            case .noPlace(let text): "there is no \(Self.plain(text)) here; there is \(use.places)"
            case .noForm(let text):
                "\(Self.plain(text)) cannot be written this way; there is \(use.places)"
            case .open(let text): "the brace of \(Self.plain(text)) is never closed"
            case .stray: "a } closes nothing"
            case .inHost: "its host has a place in it"
            case .notAnAddress: "not a web address"
            }
        }

        private static func plain(_ text: String) -> String { text.plain(upTo: 40) }
    }

    /// The values that a request fills in.
    struct Values {
        var instrument: Instrument
        var symbol = ""
        var base = ""
        var quote = ""
        var limit = 0
        /// The start of the first candle, in Unix milliseconds, like the two below.
        var from = 0
        var first = 0
        var end = 0
        var now = 0
    }

    /// The address without what its places are filled with: its host and its port.
    let home: WebAddress

    /// - Returns: `nil` for a place that cannot stand there, or a text that is no address.
    init?(_ text: String, for use: Use = .candles) {
        guard let template = try? URLTemplate(reading: text, for: use) else { return nil }
        self = template
    }

    /// Reads a template.
    ///
    /// - Throws: `Fault` for a place that cannot stand there, or a text that is no address.
    init(reading text: String, for use: Use) throws(Fault) {
        guard !Self.hasPlaceInHost(text) else { throw .inHost }
        self.text = text
        var parts: [Part] = []
        var rest = text[...]
        // By bytes: the catalogue is read at each start.
        let (opening, closing) = (UInt8(ascii: "{"), UInt8(ascii: "}"))
        while let open = rest.utf8.firstIndex(of: opening) {
            parts.append(.plain(String(rest[..<open])))
            guard let close = rest[open...].utf8.firstIndex(of: closing) else {
                throw .open(String(rest[open...]))
            }
            let written = String(rest[open...close])
            let words = rest[open..<close].utf8.dropFirst()
                .split(
                    separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false
                ).map { Substring($0) }
            guard let place = words.first.flatMap({ Place(rawValue: String($0)) }),
                use == .candles || place == .now
            else { throw .noPlace(written) }
            guard let form = place.form(words.count > 1 ? words[1] : nil) else {
                throw .noForm(written)
            }
            parts.append(.place(place, form))
            rest = Substring(rest[close...].utf8.dropFirst())
        }
        self.parts = parts + [.plain(String(rest))]
        // A brace that closes nothing is no part of an address.
        let plain = text.utf8.filter { $0 != opening && $0 != closing }
        guard !rest.utf8.contains(closing) else { throw .stray }
        guard let home = try? WebAddress(String(decoding: plain, as: UTF8.self)) else {
            throw .notAnAddress
        }
        self.home = home
    }

    /// Whether a brace stands before the path: what an exchange answers must not say who is asked.
    private static func hasPlaceInHost(_ text: String) -> Bool {
        guard let brace = text.utf8.firstIndex(of: UInt8(ascii: "{")) else { return false }
        return text[..<brace].utf8.filter { $0 == UInt8(ascii: "/") }.count < 3
    }

    /// An address without a place, whatever is in it.
    init(_ address: WebAddress) {
        text = address.text
        parts = [.plain(address.text)]
        home = address
    }

    /// Whether an answer covers what is asked for; otherwise it is always the newest candles.
    var hasRange: Bool {
        parts.contains { part in
            guard case .place(let place, _) = part else { return false }
            return [.from, .until, .end, .first, .day].contains(place)
        }
    }

    /// The zone whose days can be asked for, and nothing longer; `nil` where it is not by days.
    var zoneOfDays: ZoneOffset? {
        for case .place(_, .day(let zone)) in parts { return zone }
        return nil
    }

    /// Whether a request needs the exchange's own spelling of a pair.
    var hasSpelling: Bool {
        parts.contains { part in
            guard case .place(let place, _) = part else { return false }
            return [.symbol, .base, .quote].contains(place)
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

    private static func text(_ place: Place, _ form: Form, _ values: Values) -> String {
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
        case .day: time(values.from, form)
        case .now: time(values.now, form)
        case .until: time(values.end - (form == .milliseconds ? 1 : 1000), form)
        }
    }

    private static func name(_ name: String, _ form: Form) -> String {
        (form == .lower ? name.lowercased() : name).percentEncoded
    }

    private static func time(_ milliseconds: Int, _ form: Form) -> String {
        let time = Timestamp(milliseconds: milliseconds)
        return switch form {
        case .milliseconds: "\(milliseconds)"
        case .iso(nil): time.iso
        case .iso(let zone?): String(zone.local(time).iso.dropLast())
        case .day(let zone): String(zone.local(time).compact.prefix(8))
        case .asIs, .lower, .seconds: "\(time.unixSeconds)"
        }
    }

    /// The address at a moment, where no place is about a pair.
    ///
    /// - Throws: `WebAddressError` where the values make it too long.
    func address(at now: Timestamp) throws(WebAddressError) -> WebAddress {
        guard parts.count > 1 else { return home }
        var text = ""
        for part in parts {
            switch part {
            case .plain(let plain): text += plain
            case .place(_, let form): text += Self.time(now.milliseconds, form)
            }
        }
        return try WebAddress(text)
    }
}
