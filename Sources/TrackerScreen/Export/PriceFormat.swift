package import TrackerEngine

/// How a pair is written on one line, for a status bar: `{market} {last} {change}`.
///
/// Two braces stand for one.
package struct PriceFormat: Hashable, Sendable {
    /// What a pair of braces may name.
    package enum Field: String, CaseIterable, Sendable {
        case market, pair, base, quote, last, price, change, rank, volatility, age, time
    }

    /// The reason why a text is no format; columns count from 1.
    package enum Fault: Error, Hashable, Sendable {
        case unknown(name: String, column: Int)
        case open(column: Int)
        case stray(column: Int)
    }

    private enum Part: Hashable, Sendable {
        case text(String)
        case field(Field)
    }

    private let parts: [Part]

    package static let standard = PriceFormat(parts: [.field(.last)])

    private init(parts: [Part]) { self.parts = parts }

    package init(_ text: String) throws(Fault) {
        var parts: [Part] = []
        var plain = ""
        var rest = Array(text)[...]
        while let character = rest.popFirst() {
            let column = rest.startIndex
            if (character == "{" || character == "}"), rest.first == character {
                rest = rest.dropFirst()
                plain.append(character)
            } else if character == "{" {
                guard let end = rest.firstIndex(of: "}") else { throw .open(column: column) }
                let name = String(rest[..<end])
                guard let field = Field(rawValue: name) else {
                    throw .unknown(name: name, column: column)
                }
                parts += [.text(plain), .field(field)]
                plain = ""
                rest = rest[(end + 1)...]
            } else if character == "}" {
                throw .stray(column: column)
            } else {
                plain.append(character)
            }
        }
        self.parts = parts + [.text(plain)]
    }

    /// Whether it names something that only the whole market tells.
    package var needsMarket: Bool {
        parts.contains(.field(.rank)) || parts.contains(.field(.volatility))
    }

    /// The line of a pair; `-` for what it does not have.
    package func text(of line: PriceLine, _ localTime: LocalTime) -> String {
        parts.map { part in
            switch part {
            case .text(let text): text
            case .field(let field): line.text(of: field, localTime) ?? "-"
            }
        }.joined()
    }
}

/// The newest price of a pair, and what belongs to it.
package struct PriceLine: Sendable {
    package let instrument: Instrument
    package let last: Price
    /// From the oldest price of the day; `nil` with one price only.
    package let change: Double?
    /// The minute of the newest price.
    package let minute: Minute
    private let now: Timestamp
    /// As its source told them, or by the end of the name.
    private let assets: Assets?
    /// By variance; `nil` if it was not asked for, and for a pair that is not ranked.
    private let rank: Double?
    private let volatility: Double?

    /// The line of an instrument in a window; `nil` if it has no price there.
    ///
    /// `hasMarket`: whether the whole market is in the window, so that there is a rank.
    package init?(
        _ instrument: Instrument, in window: DayWindow, hasMarket: Bool, at now: Timestamp
    ) {
        guard let series = window.series(of: instrument),
            let place = series.amounts.lastIndex(where: { $0 > 0 })
        else { return nil }
        let statistics = PairStatistics(series.amounts)
        guard let last = statistics.newest else { return nil }
        self.instrument = instrument
        self.last = last
        change = statistics.change
        minute = series.start.advanced(by: place)
        self.now = now
        assets = window.assets(of: instrument) ?? PairSpelling.assets(of: instrument.pair)
        volatility = hasMarket ? statistics.volatility : nil
        rank = hasMarket ? window.ranking(of: instrument.market).rank(of: instrument.pair) : nil
    }

    private var age: Int { max(0, now.unixSeconds - minute.unixSeconds) }

    fileprivate func text(of field: PriceFormat.Field, _ localTime: LocalTime) -> String? {
        switch field {
        case .market: instrument.market.name
        case .pair: instrument.pair.name
        case .base: assets?.base.uppercased()
        case .quote: assets?.quote.uppercased()
        case .last: String(decoding: Self.number(last.amount), as: UTF8.self)
        case .price: Numbers.price(last.amount)
        case .change: change.map { Numbers.percent($0) }
        case .rank: rank.map { Numbers.fixed($0, decimals: 3) }
        case .volatility: volatility.map { Numbers.fixed($0 * 100, decimals: 2) + "%" }
        case .age: ageText
        case .time: localTime.clock(at: minute.unixSeconds)
        }
    }

    private var ageText: String {
        switch age {
        case ..<120: "\(age) s"
        case ..<7200: "\(age / 60) min"
        default: "\(age / 3600) h"
        }
    }

    private static func number(_ amount: Double) -> [UInt8] {
        var writer = JSONWriter()
        writer.number(amount)
        return writer.bytes
    }

    /// `{"result":[{"market":"kraken","pair":"btcusd","last":48801.3,…}]}` as UTF-8; change as a
    /// fraction, the minute in Unix seconds, the age in seconds.
    ///
    /// Simulated prices say so first, as in `PairAnswer`.
    package static func json(_ lines: [PriceLine], _ kind: StoreKind) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.mark(kind)
            writer.key("result")
            writer.array { writer in
                for line in lines {
                    writer.object { writer in
                        writer.key("market")
                        writer.string(line.instrument.market.name)
                        writer.key("pair")
                        writer.string(line.instrument.pair.name)
                        writer.key("last")
                        writer.number(line.last.amount)
                        writer.key("minute")
                        writer.number(line.minute.unixSeconds)
                        writer.key("change")
                        line.change.map { writer.number($0) } ?? writer.null()
                        writer.key("age")
                        writer.number(line.age)
                    }
                }
            }
        }
        return writer.bytes
    }
}
