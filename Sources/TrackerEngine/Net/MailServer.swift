import CCurl
import Glibc

/// The address of a server that takes mail: `smtp://mail.example.org:587`.
public struct MailServer: Hashable, Sendable, CustomStringConvertible {
    public enum Scheme: String, Hashable, Sendable {
        /// In the clear at first; what follows STARTTLS is encrypted.
        case smtp
        /// Encrypted from the first byte.
        case smtps
    }

    public let scheme: Scheme
    /// Lower case, brackets around an IPv6 address.
    public let host: String
    /// 587 and 465 where the address names none.
    public let port: Int

    /// - Throws: `MailServerError`
    public init(_ text: String) throws(MailServerError) {
        guard text.utf8.count <= 300, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }),
            let parts = unsafe curl_url()
        else { throw .notAnAddress(text) }
        defer { unsafe curl_url_cleanup(parts) }
        let code = unsafe curl_url_set(
            parts, CURLUPART_URL, text, UInt32(CURLU_NON_SUPPORT_SCHEME))
        func part(_ name: CURLUPart) -> String? {
            var value: UnsafeMutablePointer<CChar>?
            guard unsafe curl_url_get(parts, name, &value, 0) == CURLUE_OK,
                let value = unsafe value
            else { return nil }
            defer { unsafe curl_free(value) }
            return unsafe String(cString: value)
        }
        guard code == CURLUE_OK, text.contains("://"),
            let scheme = part(CURLUPART_SCHEME).flatMap({ Scheme(rawValue: $0.lowercased()) }),
            let host = part(CURLUPART_HOST)?.lowercased(), !host.isEmpty
        else { throw .notAnAddress(text) }
        let extras = [CURLUPART_PASSWORD, CURLUPART_USER, CURLUPART_QUERY, CURLUPART_FRAGMENT]
        guard !extras.contains(where: { part($0) != nil }), (part(CURLUPART_PATH) ?? "/") == "/"
        else { throw .hasExtras }
        self.scheme = scheme
        self.host = host
        port = part(CURLUPART_PORT).flatMap { Int($0) } ?? (scheme == .smtps ? 465 : 587)
    }

    /// Host and port: `mail.example.org:587`.
    public var description: String { "\(host):\(port)" }

    /// Whether it is this machine, to which nobody listens on the way.
    public var isLoopback: Bool {
        if host == "localhost" || host == "[::1]" { return true }
        var address = in_addr()
        return unsafe inet_pton(AF_INET, host, &address) == 1
            && UInt32(bigEndian: address.s_addr) >> 24 == 127
    }
}

/// Why a text is no address of a server for mail.
public enum MailServerError: Error, Hashable, Sendable {
    case notAnAddress(String)
    /// It has a user, a path or the like, for which there are other keys.
    case hasExtras
}

extension MailServerError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .notAnAddress:
            "must be smtp://HOST:PORT, smtps://HOST:PORT or sendmail"
        case .hasExtras: "must have host and port only; user and password have keys of their own"
        }
    }
}
