import TrackerEngine

extension Workplace {
    /// The catalogue of exchanges, with the entries of the user's own file.
    func exchanges(_ options: CatalogueOptions) throws(CommandError) -> Exchanges {
        guard let path = options.file else { return .builtIn }
        return try Exchanges.builtIn.adding(file: path, namedBy: "--exchanges").all
    }

    /// Other names of markets; the catalogue that comes with the program is read when they are
    /// asked for.
    func otherNames(
        _ options: CatalogueOptions
    ) throws(CommandError) -> @Sendable () -> [Market: Market] {
        guard options.file != nil else { return { Exchanges.builtIn.otherNames } }
        let names = try exchanges(options).otherNames
        return { names }
    }

    /// The client for the network, with the certificate authorities of the options.
    func makeClient(_ options: NetworkOptions) throws(CommandError) -> HTTPClient {
        var configuration = HTTPConfiguration()
        if let path = options.certificates {
            try Self.checkAuthorities(path, namedBy: "--ca-file")
            configuration.certificateFile = path
        }
        return client(configuration)
    }

    /// Checks that a file with certificate authorities can be read: that is reported before the
    /// screen opens, not by each request that fails.
    ///
    /// `option`: what named the file, for the error.
    static func checkAuthorities(_ path: String, namedBy option: String) throws(CommandError) {
        do throws(FileError) {
            _ = try InputFile.contents(of: path, upTo: 16 << 20)
        } catch {
            throw .namedFile(option: option, error)
        }
    }

    /// The sources of a list of names.
    func sources(
        named names: [String], settings: QuoteSources.Settings, _ network: NetworkOptions
    ) throws(CommandError) -> [any QuoteSource] {
        let client = try makeClient(network)
        do throws(QuoteSourcesError) {
            return try QuoteSources.sources(
                named: names, settings: settings, client: client, clock: clock)
        } catch {
            throw .sources(error)
        }
    }

    /// The proxies that the environment names, for a person.
    var proxies: [String] {
        let names = ["https_proxy", "http_proxy", "all_proxy", "no_proxy"]
        var variables: [String: String] = [:]
        for name in names + names.map({ $0.uppercased() }) {
            if let value = environment(name) { variables[name] = value }
        }
        return ProxySettings(environment: variables).lines
    }
}

extension Exchanges {
    /// The catalogue with the entries of a file added, and the names of those.
    ///
    /// `option`: what named the file, for the error.
    func adding(
        file path: String, namedBy option: String
    ) throws(CommandError) -> (all: Exchanges, names: [String]) {
        let text: [UInt8]
        do throws(FileError) {
            text = try InputFile.contents(of: path, upTo: 1 << 20)
        } catch {
            throw .namedFile(option: option, error)
        }
        do throws(ExchangesError) {
            return try adding(text)
        } catch {
            throw .exchanges(path: path, error)
        }
    }
}
