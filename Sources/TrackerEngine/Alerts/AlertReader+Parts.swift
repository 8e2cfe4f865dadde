/// The other texts of a rule.
extension AlertReader {
    /// Reads a place that a rule is about: `kraken:btcusd`, `kraken:*usd`, `kraken`, `favourites`.
    public static func part(_ text: String) throws(AlertFault) -> AlertScope.Part {
        guard !text.isEmpty, text.first != " ", text.last != " " else {
            throw AlertFault(
                1, "a pair is missing, such as kraken:btcusd, kraken:*usd, kraken, favourites")
        }
        let lower = text.lowercased()
        if lower == "favourites" { return .favourites }
        if lower.hasPrefix("group:") {
            let name = String(text.dropFirst(6))
            guard !name.isEmpty else {
                throw AlertFault(7, "the name of a group is missing, as in group:majors")
            }
            return .group(name)
        }
        if lower.contains(",") {
            throw AlertFault(
                1, "\(text.plain(upTo: 60)) is more than one place; write a list of texts")
        }
        if lower.contains("*") { return try glob(lower) }
        if lower.contains(":") {
            guard let instrument = try? Instrument(key: "market:\(lower)") else {
                throw AlertFault(1, "\(text.plain(upTo: 60)) is no MARKET:PAIR")
            }
            return .pair(instrument.meant())
        }
        if NearestName.to(lower, among: ["favourites"], within: 3) != nil {
            throw AlertFault(1, "\(text.plain(upTo: 40)) is no list; did you mean favourites?")
        }
        guard (try? Market(lower)) != nil, !lower.contains("/") else {
            throw AlertFault(1, "\(text.plain(upTo: 60)) is no name of a market")
        }
        return .glob(market: AlertGlob(lower), pair: AlertGlob("*"))
    }

    private static func glob(_ text: String) throws(AlertFault) -> AlertScope.Part {
        guard text.utf8.count <= 2 * Name.longest,
            !text.unicodeScalars.contains(where: \.isInvisible)
        else { throw AlertFault(1, "\(text.plain(upTo: 60)) is no pattern of names") }
        guard let colon = text.lastIndex(of: ":") else {
            return .glob(market: AlertGlob(text), pair: AlertGlob("*"))
        }
        let (market, pair) = (text[..<colon], text[text.index(after: colon)...])
        guard !market.isEmpty, !pair.isEmpty else {
            throw AlertFault(1, "\(text.plain(upTo: 60)) is no MARKET:PAIR")
        }
        return .glob(market: AlertGlob(String(market)), pair: AlertGlob(String(pair)))
    }

    /// Reads a time in minutes: `0m`, `90m`, `2h`, `1d`; at most 7 days.
    public static func minutes(_ text: String) throws(AlertFault) -> Int {
        let units: [Character: Int] = ["m": 1, "h": 60, "d": Minute.perDay]
        guard let unit = text.last.flatMap({ units[$0] }),
            let number = Int(text.dropLast()), number >= 0, number <= 7 * Minute.perDay,
            number * unit <= 7 * Minute.perDay
        else {
            throw AlertFault(
                1, "\(text.plain(upTo: 40)) is no time, such as 5m, 2h, 1d; at most 7d")
        }
        return number * unit
    }

    /// Reads the last day of a rule, a day of UTC such as `2026-12-31`: the first minute after it.
    public static func expiry(_ text: String) throws(AlertFault) -> Minute {
        guard text.utf8.count == 10, let start = Timestamp(iso: "\(text)T00:00:00"),
            start.iso.hasPrefix(text)
        else { throw AlertFault(1, "\(text.plain(upTo: 40)) is no day, such as 2026-12-31") }
        return Minute(containing: start).advanced(by: Minute.perDay)
    }

    /// Reads a margin: a number, or a share of the level, `0.5%`.
    public static func margin(_ text: String) throws(AlertFault) -> AlertRule.Margin {
        guard let number = AlertNumber.read(Substring(text)), number >= 0 else {
            throw AlertFault(1, "\(text.plain(upTo: 40)) is no margin, such as 2 or 0.5%")
        }
        return text.hasSuffix("%") ? .share(number / 100) : .absolute(number)
    }

    /// Whether a text can be the name of a rule or a channel: 1 to 40 of letters, digits, `-`, `_`.
    public static func isName(_ text: String) -> Bool {
        (1...40).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
                    || (0x61...0x7A).contains(byte) || byte == UInt8(ascii: "-")
                    || byte == UInt8(ascii: "_")
            }
    }

    /// A name for a rule that has none, made of what it says; `taken`: names of others.
    public static func name(
        for conditions: [AlertCondition], on scope: AlertScope, taken: Set<String> = []
    ) -> String {
        let words = (scope.text + " " + conditions.map(\.text).joined(separator: " ")).utf8.map {
            byte -> UInt8 in
            isName(String(decoding: [byte], as: UTF8.self)) ? byte : UInt8(ascii: "-")
        }
        let parts = words.split(separator: UInt8(ascii: "-"))
            .map { String(decoding: $0, as: UTF8.self) }
        let long = parts.joined(separator: "-")
        let name = long.isEmpty ? "rule" : String(long.prefix(36))
        var number = 1
        while taken.contains(number == 1 ? name : "\(name)-\(number)") { number += 1 }
        return number == 1 ? name : "\(name)-\(number)"
    }
}
