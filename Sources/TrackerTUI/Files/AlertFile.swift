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
