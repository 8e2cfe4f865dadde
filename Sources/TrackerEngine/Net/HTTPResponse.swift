import CCurl

/// The answer at the end of a request's redirects.
public struct HTTPResponse: Hashable, Sendable {
    /// 100 to 599.
    public var status: Int
    /// Decompressed, with room for what a parser reads past its end.
    public var body: [UInt8]
    /// The host that gave it, after redirects.
    public var host: String
    /// The size of the body as it came over the wire, before decompression.
    public var wireBytes: Int
    var fields: HTTPFields

    public init(
        status: Int, body: [UInt8] = [], host: String = "", wireBytes: Int? = nil,
        fields: HTTPFields = HTTPFields()
    ) {
        self.status = status
        self.body = body
        self.host = host
        self.wireBytes = wireBytes ?? body.count
        self.fields = fields
    }

    /// `application/json`: lower case, without parameters.
    public var contentType: String? {
        fields.contentType?.prefix { $0 != ";" && $0 != " " }.lowercased()
    }

    /// The tag for `If-None-Match`, with its quotation marks, and `W/` before them if it has one.
    ///
    /// `nil` where there is none, or one of more than 128 bytes or other than printable ASCII.
    public var etag: String? {
        fields.etag.flatMap { tag in
            let opaque = tag.hasPrefix("W/") ? tag.dropFirst(2) : tag[...]
            let isWhole = opaque.count >= 2 && opaque.first == "\"" && opaque.last == "\""
            return isWhole ? tag : nil
        }
    }

    /// The time to wait before the next request, if the server says so; up to `longestWait`.
    ///
    /// Reads both forms of RFC 9110, section 10.2.3: seconds, and a date, which is compared with
    /// the server's own `Date`, so that a clock that is wrong here does no harm. A number that no
    /// one would wait for is a date too: Unix time, in seconds or milliseconds.
    /// - Parameter now: stands in for the server's time where it does not tell it.
    /// - Returns: `nil` where there is no such field, or none that can be read; zero for a time
    ///   that is over.
    public func retryAfter(now: Timestamp) -> Duration? {
        guard let text = fields.retryAfter else { return nil }
        let wait: Duration
        if text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            guard let number = Int64(text) else { return Self.longestWait }
            wait = number < Self.leastUnixTime ? .seconds(number) : self.wait(until: number, now)
        } else {
            guard let date = Self.unixSeconds(text) else { return nil }
            wait = .seconds(date - sent(now))
        }
        return min(max(wait, .zero), Self.longestWait)
    }

    /// `unixTime` in seconds or, above a thousand times as many, milliseconds.
    private func wait(until unixTime: Int64, _ now: Timestamp) -> Duration {
        let isInMilliseconds = unixTime >= Self.leastUnixTime * 1000
        return .seconds(isInMilliseconds ? unixTime / 1000 : unixTime) - .seconds(sent(now))
    }

    /// When the answer was given, by the clock of its server, in seconds of Unix time.
    private func sent(_ now: Timestamp) -> Int {
        fields.date.flatMap(Self.unixSeconds) ?? now.unixSeconds
    }

    /// Larger numbers are times, not waits: this is in 2001, and as a wait it is 32 years.
    private static let leastUnixTime: Int64 = 1_000_000_000

    /// A day: what asks for more is a mistake or an attack.
    static let longestWait = Duration.seconds(86_400)

    /// Reads every date form of HTTP, in no locale.
    private static func unixSeconds(_ text: String) -> Int? {
        let seconds = unsafe curl_getdate(text, nil)
        return seconds < 0 ? nil : seconds
    }
}

/// The header fields of an answer that somebody reads.
public struct HTTPFields: Hashable, Sendable {
    var contentType: String?
    var retryAfter: String?
    var date: String?
    /// As it came; may be cut at a character that is none of a header.
    var etag: String?

    public init(
        contentType: String? = nil, retryAfter: String? = nil, date: String? = nil,
        etag: String? = nil
    ) {
        self.contentType = contentType
        self.retryAfter = retryAfter
        self.date = date
        self.etag = etag
    }

    /// Takes a header line; other fields, and values no one would send, are passed over.
    mutating func add(line: some BidirectionalCollection<UInt8>) {
        guard let colon = line.firstIndex(of: 0x3A) else { return }
        let value = line[line.index(after: colon)...]
            .drop { $0 == 0x20 || $0 == 0x09 }
            .prefix { (0x20...0x7E).contains($0) }
        guard !value.isEmpty, value.count <= 128 else { return }
        switch String(decoding: line[..<colon], as: UTF8.self).lowercased() {
        case "content-type": contentType = String(decoding: value, as: UTF8.self)
        case "retry-after": retryAfter = String(decoding: value, as: UTF8.self)
        case "date": date = String(decoding: value, as: UTF8.self)
        case "etag":
            let end = value.lastIndex { $0 != 0x20 }.map { value.index(after: $0) }
            etag = String(decoding: value[..<(end ?? value.startIndex)], as: UTF8.self)
        default: break
        }
    }
}
