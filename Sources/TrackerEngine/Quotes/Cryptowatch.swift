/// The entry `cryptowatch` of the catalogue, at the address of a server that speaks its protocol.
enum Cryptowatch {
    static let name = "cryptowatch"

    /// Makes a source that asks one server by `entry`.
    ///
    /// `base` takes the place of scheme and host in the entry's addresses: `http` or `https`, a host,
    /// at most a path; a slash at its end does not matter. `key` is sent as `X-CW-API-Key`, to that
    /// host only.
    static func source(
        _ entry: Exchange, base: String, key: Secret?, client: HTTPClient, clock: any WallClock
    ) throws(CryptowatchSetupError) -> ExchangeSource {
        var secrets: [SecretHeader] = []
        let entry = try moved(entry, to: base)
        if let key {
            guard let header = SecretHeader("X-CW-API-Key", key) else { throw .unusableKey }
            secrets = [header]
        }
        return ExchangeSource(entry, secrets: secrets, client: client, clock: clock)
    }

    private static func moved(
        _ entry: Exchange, to base: String
    ) throws(CryptowatchSetupError) -> Exchange {
        let address = try address(base)
        do throws(WebAddressError) {
            return try entry.moved(to: address)
        } catch {
            throw .badBase(error)
        }
    }

    /// The base address of a server: nothing but scheme, host, port and path.
    static func address(_ base: String) throws(CryptowatchSetupError) -> WebAddress {
        do throws(WebAddressError) {
            let address = try WebAddress(base)
            guard !address.hasExtras else { throw .notAnAddress(base) }
            return address
        } catch {
            throw .badBase(error)
        }
    }
}

/// Why a Cryptowatch source cannot be made of what it was given.
public enum CryptowatchSetupError: Error, Hashable, Sendable {
    case badBase(WebAddressError)
    /// The API key is empty, too long, or holds what no header can.
    case unusableKey
}

extension CryptowatchSetupError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .badBase(.notAnAddress(let text)):
            "\"\(text.plain(upTo: 80))\" is not the address of a server: expected http(s)://HOST[:PORT][/PATH]"
        case .badBase(let error): "\(error)"
        case .unusableKey:
            "the API key must be 1 to 1,024 characters of printable ASCII"
        }
    }
}

extension Exchange {
    /// The exchange with `base` in the place of scheme and host in the addresses of prices and
    /// candles; those of other hosts stay.
    fileprivate func moved(to base: WebAddress) throws(WebAddressError) -> Exchange {
        let home = tickers[0].url.home
        let origin = "\(home.scheme)://\(home.authority)"
        let start = base.text.hasSuffix("/") ? String(base.text.dropLast()) : base.text
        func moved(_ text: String) -> String {
            text.hasPrefix(origin + "/") ? start + text.dropFirst(origin.count) : text
        }
        var exchange = self
        for index in tickers.indices {
            let address = try WebAddress(moved(tickers[index].url.text))
            exchange.tickers[index].url = URLTemplate(address)
        }
        // A base with a brace in it is no template: there is no history then.
        exchange.candles = candles.compactMap { call in
            URLTemplate(moved(call.url.text)).map { url in
                var call = call
                call.url = url
                return call
            }
        }
        return exchange
    }
}
