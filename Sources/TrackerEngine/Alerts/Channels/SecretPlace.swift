/// Where a secret is kept; it is read each time that it is needed.
public struct SecretPlace: Hashable, Sendable {
    /// What it is, as its keys in the configuration begin: `password`, `token`, `url`.
    public let name: String
    private let way: Way

    private enum Way: Hashable, Sendable {
        case file(String)
        case command([String])
        case environment(String)
        case here(Secret)
    }

    /// The first line of a file.
    ///
    /// `~/` and `$CREDENTIALS_DIRECTORY/` at its beginning are replaced.
    public static func file(_ path: String, for name: String = "password") -> SecretPlace {
        SecretPlace(name: name, way: .file(path))
    }

    /// The first line that a program prints, which is run without a shell.
    public static func command(_ words: [String], for name: String = "password") -> SecretPlace {
        SecretPlace(name: name, way: .command(words))
    }

    /// An environment variable.
    public static func environment(
        _ variable: String, for name: String = "password"
    ) -> SecretPlace {
        SecretPlace(name: name, way: .environment(variable))
    }

    /// The configuration itself.
    static func here(_ secret: Secret, for name: String) -> SecretPlace {
        SecretPlace(name: name, way: .here(secret))
    }

    /// The keys that name a place: `password-file`, `password-command`, `password-env`.
    static func keys(of name: String) -> [String] {
        ["file", "command", "env"].map { "\(name)-\($0)" }
    }

    /// Its key in the configuration.
    public var key: String {
        switch way {
        case .file: "\(name)-file"
        case .command: "\(name)-command"
        case .environment: "\(name)-env"
        case .here: name
        }
    }

    /// The most bytes of a secret; tokens have some thousand.
    static let longest = 16 << 10

    /// Reads the secret.
    ///
    /// `environment`: the value of a variable, `nil` for one that is not set.
    /// - Throws: `SecretError`, which holds nothing of it.
    public func read(
        _ environment: @Sendable (String) -> String?
    ) async throws(SecretError) -> Secret {
        switch way {
        case .here(let secret): return secret
        case .file(let name): return try read(file: name, environment)
        case .environment(let variable):
            guard let value = environment(variable) else { throw error(.notSet(variable)) }
            return try secret(Array(value.utf8))
        case .command(let words):
            let end = await ChildProcess(words).run()
            if let fault = end.fault { throw error(.command(words.first ?? "", fault)) }
            return try secret(end.output)
        }
    }

    /// The secret, if it can be read without running anything.
    func now(_ environment: (String) -> String?) -> Secret? {
        switch way {
        case .here(let secret): secret
        case .file(let name): try? read(file: name, environment)
        case .environment(let variable): environment(variable).map { Secret($0) }
        case .command: nil
        }
    }

    /// What is wrong with a file; `nil` for nothing, and for what only the program that sends can
    /// tell: it may have another environment.
    public func fault(_ environment: @Sendable (String) -> String?) -> SecretError? {
        guard case .file(let name) = way else { return nil }
        do throws(SecretError) {
            _ = try read(file: name, environment)
            return nil
        } catch {
            return error
        }
    }

    private func error(_ fault: SecretError.Fault) -> SecretError {
        SecretError(key: key, fault)
    }

    private func read(
        file name: String, _ environment: (String) -> String?
    ) throws(SecretError) -> Secret {
        var path = name
        for (start, variable) in [
            ("~/", "HOME"), ("$CREDENTIALS_DIRECTORY/", "CREDENTIALS_DIRECTORY"),
        ] where name.hasPrefix(start) {
            guard let folder = environment(variable) else { throw error(.notSet(variable)) }
            path = folder + "/" + name.dropFirst(start.count)
        }
        let isOpen: Bool
        let bytes: [UInt8]
        do throws(FileError) {
            let file = try InputFile(path, waits: false)
            isOpen = file.isReadableByAll
            bytes = try file.read(upTo: Self.longest + 1)
        } catch {
            throw self.error(.file("\(error)"))
        }
        guard !isOpen else { throw error(.open(path)) }
        return try secret(bytes)
    }

    private func secret(_ bytes: [UInt8]) throws(SecretError) -> Secret {
        let line = bytes.prefix { $0 != 0x0A && $0 != 0x0D }
        guard !line.isEmpty else { throw error(.empty) }
        guard line.count <= Self.longest, !line.contains(0),
            let text = String(validating: line, as: UTF8.self)
        else { throw error(.notText) }
        return Secret(text)
    }
}

/// A secret that a table of the configuration names, and where.
package struct PlacedSecret: Hashable, Sendable {
    package let secret: SecretPlace
    package let place: TOML.Place
}

/// Why a secret could not be had.
public struct SecretError: Error, Hashable, Sendable {
    /// The key that names it, such as `password-file`.
    public let key: String
    public let fault: Fault

    public init(key: String, _ fault: Fault) {
        self.key = key
        self.fault = fault
    }

    public enum Fault: Hashable, Sendable {
        case file(String)
        /// A file that all users may read.
        case open(String)
        /// A variable of the environment that is not set.
        case notSet(String)
        /// A program, and how it ended.
        case command(String, String)
        case empty
        case notText
    }
}

extension SecretError: CustomStringConvertible {
    /// One line, without a full stop.
    public var description: String {
        let words =
            switch fault {
            case .file(let words): words
            case .open(let path): "every user may read \(path.plain()); use chmod 600"
            case .notSet(let variable):
                "\(variable.plain(upTo: 60)) is not set in the environment"
            case .command(let program, let words): "\(program.plain(upTo: 60)) \(words)"
            case .empty: "the first line is empty"
            case .notText: "the first line is no text that can be used"
            }
        return "\(key): \(words)"
    }
}
