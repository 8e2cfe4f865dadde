import CCurl

/// An absolute `http` or `https` URL, checked.
public struct WebAddress: Hashable, Sendable, CustomStringConvertible {
    /// The address as it goes on the wire: characters escaped, the path at least `/`.
    public let text: String
    /// `http` or `https`.
    let scheme: String
    /// Lower case, brackets around an IPv6 address.
    public let host: String
    /// The scheme's own where the URL names none.
    let port: Int
    /// Whether there is more than scheme, host, port and path: a user, a query, a fragment.
    let hasExtras: Bool

    /// Longer ones are refused: more than any server takes.
    static let longest = 8192

    /// - Throws: `WebAddressError`
    public init(_ text: String) throws(WebAddressError) {
        guard text.utf8.count <= Self.longest else { throw .tooLong }
        guard !text.utf8.contains(0), let parts = unsafe curl_url() else {
            throw .notAnAddress(text)
        }
        defer { unsafe curl_url_cleanup(parts) }
        let code = unsafe curl_url_set(
            parts, CURLUPART_URL, text, UInt32(CURLU_NON_SUPPORT_SCHEME | CURLU_URLENCODE))
        func part(_ name: CURLUPart, _ flags: Int32 = 0) -> String? {
            var value: UnsafeMutablePointer<CChar>?
            guard unsafe curl_url_get(parts, name, &value, UInt32(flags)) == CURLUE_OK,
                let value = unsafe value
            else { return nil }
            defer { unsafe curl_free(value) }
            return unsafe String(cString: value)
        }
        guard code == CURLUE_OK, let scheme = part(CURLUPART_SCHEME)?.lowercased() else {
            throw .notAnAddress(text)
        }
        guard scheme == "http" || scheme == "https" else { throw .otherScheme(scheme) }
        guard let host = part(CURLUPART_HOST)?.lowercased(), !host.isEmpty,
            let port = part(CURLUPART_PORT, CURLU_DEFAULT_PORT).flatMap({ Int($0) }),
            let whole = part(CURLUPART_URL)
        else { throw .notAnAddress(text) }
        self.text = whole
        self.scheme = scheme
        self.host = host
        self.port = port
        hasExtras = [CURLUPART_USER, CURLUPART_PASSWORD, CURLUPART_QUERY, CURLUPART_FRAGMENT]
            .contains { part($0) != nil }
    }

    public var description: String { text }

    /// `host`, and the port where it is not the scheme's own.
    public var authority: String {
        port == (scheme == "http" ? 80 : 443) ? host : "\(host):\(port)"
    }

    /// The address with one more member in its query; `value` may be any text.
    func query(_ name: String, _ value: String) throws(WebAddressError) -> WebAddress {
        let separator = text.utf8.contains(UInt8(ascii: "?")) ? "&" : "?"
        return try WebAddress("\(text)\(separator)\(name)=\(value.percentEncoded)")
    }

    /// What to call this address where going there leaves `other`, by its host, its port or its
    /// encryption; `nil` where it does not.
    func placeAway(from other: WebAddress) -> String? {
        if host == other.host, (other.scheme, scheme) == ("https", "http") {
            return "http://\(authority)"
        }
        return other.shares(secretsWith: self) ? nil : authority
    }

    /// Whether a secret meant for this address may be sent to `other` too: the same server, and
    /// never in the clear what was meant to be encrypted.
    func shares(secretsWith other: WebAddress) -> Bool {
        guard host == other.host else { return false }
        let isUpgrade =
            (scheme, port) == ("http", 80) && (other.scheme, other.port) == ("https", 443)
        return isUpgrade || (scheme, port) == (other.scheme, other.port)
    }
}

extension String {
    /// The text with all but RFC 3986's unreserved characters escaped, for any place in an address.
    var percentEncoded: String {
        utf8.reduce(into: "") { escaped, byte in
            let scalar = Unicode.Scalar(byte)
            let isPlain =
                scalar.isASCII
                && (scalar.properties.isAlphabetic
                    || "0123456789-._~".unicodeScalars.contains(scalar))
            let hex = String(byte, radix: 16, uppercase: true)
            escaped += isPlain ? String(scalar) : (byte < 16 ? "%0" : "%") + hex
        }
    }
}

/// Why a text is no address to fetch from.
public enum WebAddressError: Error, Hashable, Sendable {
    case notAnAddress(String)
    /// A URL of a scheme other than `http` and `https`.
    case otherScheme(String)
    case tooLong
}

extension WebAddressError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .notAnAddress(let text):
            "\"\(text.plain(upTo: 80))\" is not a web address: expected http://HOST or https://HOST"
        case .otherScheme(let scheme):
            "the scheme \"\(scheme.plain(upTo: 20))\" is not allowed: only http and https are"
        case .tooLong: "a web address of more than \(WebAddress.longest) bytes"
        }
    }
}
