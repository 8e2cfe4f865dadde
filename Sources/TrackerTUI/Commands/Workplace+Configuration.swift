import TrackerEngine

extension Workplace {
    /// Reads the configuration that a command line names, or the usual one; `nil` without one.
    ///
    /// One that was named may come from a pipe (`--config <(…)`), unless nothing is to be waited
    /// for.
    func readConfiguration(
        _ options: ConfigurationOptions, mayWait: Bool = true
    ) throws(ConfigurationError) -> ConfigurationFile? {
        guard let path = configurationPath(options) else { return nil }
        return try ConfigurationFile.read(
            path, known: settings, home: environment("HOME"),
            waits: mayWait && options.path != nil)
    }

    /// What is sound in a configuration with faults; `nil` for what is no file that can be read.
    func soundConfiguration(_ options: ConfigurationOptions) -> ConfigurationFile? {
        guard let path = configurationPath(options),
            let bytes = try? InputFile.contents(
                of: path, upTo: ConfigurationFile.longest, waits: false)
        else { return nil }
        return ConfigurationFile.parse(
            bytes, path: path, known: settings, home: environment("HOME")
        ).0
    }

    /// The file that was named, or the usual one if it exists.
    private func configurationPath(_ options: ConfigurationOptions) -> String? {
        if let path = options.path { return path }
        return usualPath.flatMap { ConfigurationPlace.exists($0) ? $0 : nil }
    }

    var usualPath: String? { ConfigurationPlace.path(environment: environment) }

    /// A sentence without its full stop, for the case that there is no configuration.
    var noConfiguration: String {
        "there is no configuration file" + (usualPath.map { "; it would be \($0)" } ?? "")
    }
}
