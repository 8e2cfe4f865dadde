/// Where a secret is kept; it is read each time that it is needed.
public enum SecretPlace: Hashable, Sendable {
    /// The first line of a file. `~/` and `$CREDENTIALS_DIRECTORY/` at its beginning are replaced.
    case file(String)
    /// The first line that a program prints, which is run without a shell.
    case command([String])
    /// An environment variable.
    case environment(String)

    /// The most bytes of a secret; tokens have some thousand.
    static let longest = 16 << 10

    /// Reads the secret.
    ///
    /// `environment`: the value of a variable, `nil` for one that is not set.
    /// - Throws: `SecretError`, which holds nothing of it.
    public func read(
        _ environment: @Sendable (String) -> String?
    ) async throws(SecretError) -> Secret {
        switch self {
        case .file(let name): return try Self.read(file: name, environment)
        case .environment(let name):
            guard let value = environment(name) else { throw .notSet(name) }
            return try Self.secret(Array(value.utf8), key)
        case .command(let words):
            let end = await ChildProcess(words).run()
            if let fault = end.fault { throw .command(words.first ?? "", fault) }
            return try Self.secret(end.output, key)
        }
    }

    /// What is wrong with it as far as can be told without reading it out or running anything; `nil`
    /// for nothing.
    public func fault(_ environment: @Sendable (String) -> String?) -> SecretError? {
        guard case .file(let name) = self else { return nil }
        do throws(SecretError) {
            _ = try Self.read(file: name, environment)
            return nil
        } catch {
            return error
        }
    }

    /// Its key in the configuration.
    public var key: String {
        switch self {
        case .file: "password-file"
        case .command: "password-command"
        case .environment: "password-env"
        }
    }

    private static func read(
        file name: String, _ environment: (String) -> String?
    ) throws(SecretError) -> Secret {
        var path = name
        for (start, variable) in [
            ("~/", "HOME"), ("$CREDENTIALS_DIRECTORY/", "CREDENTIALS_DIRECTORY"),
        ] where name.hasPrefix(start) {
            guard let folder = environment(variable) else { throw .notSet(variable) }
            path = folder + "/" + name.dropFirst(start.count)
        }
        let isOpen: Bool
        let bytes: [UInt8]
        do throws(FileError) {
            let file = try InputFile(path, waits: false)
            isOpen = file.isReadableByAll
            bytes = try file.read(upTo: longest + 1)
        } catch {
            throw .file("\(error)")
        }
        guard !isOpen else { throw .open(path) }
        return try secret(bytes, "password-file")
    }

    private static func secret(
        _ bytes: [UInt8], _ key: String
    ) throws(SecretError) -> Secret {
        let line = bytes.prefix { $0 != 0x0A && $0 != 0x0D }
        guard !line.isEmpty else { throw .empty(key) }
        guard line.count <= longest, !line.contains(0),
            let text = String(validating: line, as: UTF8.self)
        else { throw .notText(key) }
        return Secret(text)
    }
}

/// Why a secret could not be had.
public enum SecretError: Error, Hashable, Sendable {
    case file(String)
    /// A file that all users may read.
    case open(String)
    /// A variable of the environment that is not set.
    case notSet(String)
    /// A program, and how it ended.
    case command(String, String)
    case empty(String)
    case notText(String)
}

extension SecretError: CustomStringConvertible {
    /// One line, without a full stop.
    public var description: String {
        switch self {
        case .file(let words): "password-file: \(words)"
        case .open(let path):
            "password-file: every user may read \(path.plain()); use chmod 600"
        case .notSet(let name): "\(name.plain(upTo: 60)) is not set in the environment"
        case .command(let program, let words):
            "password-command: \(program.plain(upTo: 60)) \(words)"
        case .empty(let key): "\(key): the first line is empty"
        case .notText(let key): "\(key): the first line is no password"
        }
    }
}
