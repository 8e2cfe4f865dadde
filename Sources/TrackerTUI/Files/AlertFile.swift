import TrackerEngine

/// The rules of alerts that the program keeps itself: `alerts.toml` of the state directory, in the
/// form of the configuration.
enum AlertFile {
    /// Reads the file; if anything is wrong with it, all of that is reported and nothing of it counts.
    ///
    /// - Returns: no rules where there is no file.
    static func rules(in path: String) throws(ConfigurationError) -> [AlertRule] {
        let bytes: [UInt8]
        do throws(FileError) {
            bytes = try InputFile.contents(
                of: path, upTo: ConfigurationFile.longest, waits: false)
        } catch .missing {
            return []
        } catch {
            throw .file(error)
        }
        let (rules, faults) = parse(bytes, path: path)
        if !faults.isEmpty { throw .faults(path: path, faults) }
        return rules
    }

    static func parse(
        _ bytes: [UInt8], path: String
    ) -> (rules: [AlertRule], faults: [ConfigurationFile.Fault]) {
        var form = AlertForm(file: path)
        var faults: [ConfigurationFile.Fault] = []
        do throws(TOMLError) {
            guard case .table(let members) = try TOML.parse(bytes).value else { return ([], []) }
            for member in members {
                if member.key == "alert" {
                    form.read(member.value)
                } else {
                    let name = member.key.plain(upTo: 60)
                    faults.append(
                        ConfigurationFile.Fault(
                            place: member.keyPlace, text: "no such key: \(name); only [[alert]]"))
                }
            }
        } catch {
            faults.append(ConfigurationFile.Fault(place: error.place, text: error.words))
        }
        faults += form.faults.map { ConfigurationFile.Fault(place: $0.place, text: $0.words) }
        return (form.rules, faults)
    }
}

// MARK: - Writing

extension AlertFile {
    /// A file with these rules.
    static func text(of rules: [AlertRule]) -> String {
        (["# Rules of alerts that were made on the screen. tracker-tui writes this file anew.\n"]
            + rules.map(\.toml)).joined(separator: "\n")
    }

    /// Why a rule is not kept or not deleted, as a sentence.
    enum Refusal: Error, Hashable, Sendable {
        case simulated
        case noHome
        case configuration(ConfigurationError)
        case file(FileError)
        /// Another rule is called so.
        case taken(String)
        case noRule(String)
        case tooMany
    }

    /// Replaces the file with what `change` makes of its rules, at once.
    ///
    /// What a person has written into it besides is kept beside it.
    /// - Returns: the rules, and where the file as it was is kept.
    static func change(
        _ path: String,
        _ change: (inout [AlertRule]) throws(Refusal) -> Void
    ) throws(Refusal) -> (rules: [AlertRule], copy: String?) {
        var file = KeptFile(path: path)
        var rules = try readRules(&file)
        try change(&rules)
        let text = text(of: rules)
        do throws(FileError) {
            let copy = try file.write(text)
            // With the lines that they have now.
            return (parse(Array(text.utf8), path: path).rules, copy)
        } catch {
            throw .file(error)
        }
    }

    /// Reads the rules as they are: somebody else may have changed them a moment ago.
    private static func readRules(_ file: inout KeptFile) throws(Refusal) -> [AlertRule] {
        let path = file.path
        let reading: (rules: [AlertRule], faults: [ConfigurationFile.Fault])?
        do throws(FileError) {
            reading = try file.read { text in
                let reading = parse(Array(text.utf8), path: path)
                return (reading, self.text(of: reading.rules))
            }
        } catch {
            throw .file(error)
        }
        guard let reading else { return [] }
        guard reading.faults.isEmpty else {
            throw .configuration(.faults(path: path, reading.faults))
        }
        return reading.rules
    }
}

extension AlertFile.Refusal: CustomStringConvertible {
    var description: String {
        switch self {
        case .simulated: "Not kept for the next start: the prices are simulated."
        case .noHome: "Not kept for the next start: HOME is not set."
        case .configuration(let error): "Nothing was changed: \(error.lines[0])."
        case .file(let error): "Nothing was changed: \(error.reasonFirst)."
        case .taken(let name): "Nothing was changed: another rule is called \(name)."
        case .noRule(let name): "Nothing was changed: no rule of the screen is called \(name)."
        case .tooMany: "Nothing was changed: there are \(AlertForm.mostRules) rules already."
        }
    }
}
