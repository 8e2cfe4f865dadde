/// How the sources of the program that writes do.
///
///     sources:     count | for each: name | address | last success | next poll | took
///                  | quotes | rejected | first rejection | bytes | failure | count of markets, names
///     failure:     reason | at | times | u8 barred, only where there is one
///     a text:      length | UTF-8
///     what may be  u8 0, or u8 1 and what it is
///       missing:
///
/// Times are in milliseconds since 1970, durations in milliseconds.
extension StoreCodec {
    static func sources(_ sources: [StoredSource], seal: UInt32) -> [UInt8] {
        var writer = ByteWriter()
        writer.varint(UInt64(sources.count))
        for source in sources { writer.source(source) }
        return writer.sealed(seal)
    }

    /// `nil` for bytes that are no sources.
    static func sources(from bytes: [UInt8], seal: UInt32) -> [StoredSource]? {
        guard var reader = ByteReader(sealed: bytes, seal), let count = reader.varint(),
            count <= UInt64(reader.left)
        else { return nil }
        var sources: [StoredSource] = []
        for _ in 0..<count {
            guard let source = reader.source() else { return nil }
            sources.append(source)
        }
        return reader.isAtEnd ? sources : nil
    }
}

extension ByteWriter {
    fileprivate mutating func source(_ source: StoredSource) {
        let health = source.health
        text(health.name)
        text(health.address)
        optional(health.lastSuccess) { $0.number($1.milliseconds) }
        optional(health.nextPoll) { $0.number($1.milliseconds) }
        optional(health.took) { $0.number($1.wholeMilliseconds) }
        number(health.quotes)
        number(health.rejected)
        optional(health.firstRejection) { $0.text($1) }
        number(health.bytes)
        optional(health.failure) { writer, failure in
            writer.text(failure.reason)
            writer.number(failure.at.milliseconds)
            writer.number(failure.times)
            writer.byte(failure.isBarred ? 1 : 0)
        }
        number(source.markets.count)
        for market in source.markets { text(market.name) }
    }

    private mutating func optional<Value>(
        _ value: Value?, _ write: (inout ByteWriter, Value) -> Void
    ) {
        byte(value == nil ? 0 : 1)
        if let value { write(&self, value) }
    }

    private mutating func number(_ value: Int) { varint(UInt64(zigzag: Int64(value))) }

    private mutating func text(_ text: String) {
        varint(UInt64(text.utf8.count))
        append(text.utf8)
    }
}

extension ByteReader {
    fileprivate mutating func source() -> StoredSource? {
        guard let name = text(), let address = text() else { return nil }
        var health = SourceHealth(name: name, address: address)
        guard let lastSuccess = optional({ $0.time() }), let nextPoll = optional({ $0.time() }),
            let took = optional({ $0.number() }), let quotes = number(), let rejected = number(),
            let firstRejection = optional({ $0.text() }), let bytes = number(),
            let failure = optional({ $0.failure() }), let markets = markets()
        else { return nil }
        health.lastSuccess = lastSuccess
        health.nextPoll = nextPoll
        health.took = took.map { .milliseconds($0) }
        (health.quotes, health.rejected, health.bytes) = (quotes, rejected, bytes)
        health.firstRejection = firstRejection
        health.failure = failure
        return StoredSource(health, markets: markets)
    }

    /// `nil` for bytes that are neither a value nor the mark for none.
    private mutating func optional<Value>(
        _ read: (inout ByteReader) -> Value?
    ) -> Value?? {
        switch byte() {
        case 0: .some(nil)
        case 1: read(&self).map { .some($0) }
        default: nil
        }
    }

    private mutating func number() -> Int? { varint().map { Int(Int64(zigzag: $0)) } }

    private mutating func time() -> Timestamp? { number().map { Timestamp(milliseconds: $0) } }

    private mutating func text() -> String? {
        guard let count = varint(), count <= UInt64(left), let bytes = bytes(Int(count)) else {
            return nil
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private mutating func failure() -> SourceHealth.Failure? {
        guard let reason = text(), let at = time(), let times = number(), let barred = byte()
        else { return nil }
        return SourceHealth.Failure(
            reason: reason, at: at, times: times, isBarred: barred == 1)
    }

    private mutating func markets() -> [Market]? {
        guard let count = number(), count >= 0, count <= left else { return nil }
        var markets: [Market] = []
        for _ in 0..<count {
            guard let name = text(), let market = try? Market(name) else { return nil }
            markets.append(market)
        }
        return markets
    }
}
