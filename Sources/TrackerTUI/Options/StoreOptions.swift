import TrackerEngine

/// The option for the place of the stored day.
struct StoreOptions: OptionGroup {
    /// The path of the store; `nil` for the usual place.
    var path: String?
    /// The sources of the configuration: simulated prices have a store of their own.
    private var sources: [String] = []

    static let options = OptionList<Self>([
        .value(
            "--store", "PATH",
            "database of the last 24 hours (default $XDG_STATE_HOME/tracker-tui/day.sqlite)",
            \.path, .newPath, key: .atStart),
        .setting("source", \.sources, .sources),
    ])

    /// Which prices the usual store of this configuration holds.
    var kind: StoreKind { SourceOptions.isSimulated(sources) ? .simulated : .real }
}

/// The options for the JSON port.
struct PortOptions: OptionGroup {
    /// Where the port listens; `nil` for no port.
    var address: PortAddress?
    /// Web pages whose scripts may read it; `nil` for none.
    var origin: AllowedOrigin?

    static let options = OptionList<Self>([
        .value(
            "--port", "N", "serve JSON on port N, to this machine only",
            \.address, .loopbackPort, key: .atStart),
        .value(
            "--listen", "ADDRESS:PORT", "serve JSON at that address, to other machines too",
            \.address, .address, key: .atStart, excludes: "--port"),
        .value(
            "--allow-origin", "ORIGIN", "let scripts of web pages from ORIGIN read the JSON (CORS)",
            \.origin, .origin, key: .atStart),
    ])
}

/// The option for the file with the configuration.
struct ConfigurationOptions: OptionGroup {
    /// The path of the file; `nil` for the usual one, if there is one.
    var path: String?

    static let options = OptionList<Self>([
        .value(
            "--config", "FILE",
            "configuration file (default $XDG_CONFIG_HOME/tracker-tui/config.toml)", \.path, .path)
    ])
}
