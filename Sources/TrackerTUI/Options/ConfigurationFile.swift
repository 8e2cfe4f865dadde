import TrackerEngine
import TrackerScreen

/// What the user has written down: options by their names without dashes, and keys.
///
///     source = ["kraken", "binance"]
///     interval = 10
///     theme = "dark"
///     mouse = false
///
///     [keys]
///     chart-zoom-in = ["z", "+"]
///     poll = "F5"
///
/// TOML; the program never writes it.
struct ConfigurationFile: Hashable, Sendable {
    let path: String
    /// By key, as the command line would say it.
    private(set) var settings: [String: String] = [:]
    /// By the name of the action.
    private(set) var keys: [String: [Key]] = [:]

    /// More is no configuration.
    static let longest = 1 << 20

    /// Something that cannot be understood, and where.
    struct Fault: Hashable, Sendable {
        /// `nil` where it is the whole file.
        let place: TOML.Place?
        let text: String
    }

    /// Reads a file; what is wrong with it is told whole, and nothing of it counts then.
    ///
    /// `home`: what `~/` at the beginning of a value stands for. `waits`: whether it may be a pipe.
    static func read(
        _ path: String, home: String?, waits: Bool
    ) throws(ConfigurationError) -> Self {
        let bytes: [UInt8]
        do throws(FileError) {
            bytes = try InputFile.contents(of: path, upTo: longest, waits: waits)
        } catch {
            throw .file(error)
        }
        let (file, faults) = parse(bytes, path: path, home: home)
        if !faults.isEmpty { throw .faults(path: path, faults) }
        return file
    }

    static func parse(_ text: [UInt8], path: String, home: String?) -> (Self, [Fault]) {
        var reader = Reader(file: Self(path: path), home: home)
        do throws(TOMLError) {
            reader.take(try TOML.parse(text))
        } catch {
            reader.faults.append(Fault(place: error.place, text: error.words))
        }
        return (reader.file, reader.faults)
    }

    func has(_ key: String) -> Bool { settings[key] != nil }

    /// Every value has been tried when the file was read.
    func apply(to options: inout Options) {
        for (key, value) in settings {
            guard let option = OptionTable.option(withKey: key) else { continue }
            switch option.effect {
            case .flag(let apply): apply(&options)
            case .value(_, let apply): _ = apply(&options, value)
            }
        }
    }

    /// The keys in which two differ, and that count for the next start only.
    func restartKeys(since other: ConfigurationFile?) -> [String] {
        let names = Set(settings.keys).union(other?.settings.keys ?? [:].keys)
        return names.filter { settings[$0] != other?.settings[$0] }
            .filter { !["theme", "glyphs", "mouse", "sort"].contains($0) }.sorted()
    }
}

// MARK: - Reading

extension ConfigurationFile {
    private struct Reader {
        var file: ConfigurationFile
        let home: String?
        var faults: [Fault] = []

        mutating func take(_ top: TOML) {
            guard case .table(let members) = top.value else { return }
            for member in members {
                if member.key == "keys" {
                    takeKeys(member)
                } else if let option = OptionTable.option(withKey: member.key) {
                    take(member, option)
                } else {
                    unknown(
                        member, "key", OptionTable.all.compactMap(\.key) + ["keys"])
                }
            }
            guard file.has("port"), file.has("listen"),
                let member = members.last(where: { ["port", "listen"].contains($0.key) })
            else { return }
            fault(member.keyPlace, "port and listen do not go together")
        }

        private mutating func fault(_ place: TOML.Place?, _ text: String) {
            faults.append(Fault(place: place, text: text))
        }

        private mutating func unknown(_ member: TOML.Member, _ what: String, _ names: [String]) {
            let name = String(member.key.prefix(60)).plain(upTo: 60)
            let nearest = OptionTable.nearest(to: member.key, among: names)
            fault(
                member.keyPlace,
                "no such \(what): \(name)" + (nearest.map { "; did you mean \($0)?" } ?? ""))
        }

        private mutating func take(_ member: TOML.Member, _ option: OptionTable.Option) {
            switch option.effect {
            case .flag:
                guard case .flag(let isOn) = member.value.value else {
                    return fault(member.value.place, "\(member.key): must be true or false")
                }
                // The option is the exception: `mouse = false` is --no-mouse.
                if !isOn { file.settings[member.key] = "" }
            case .value(let expected, let apply):
                var options = Options.unread
                guard let text = text(member.value), apply(&options, text) else {
                    return fault(member.value.place, "\(member.key): must be \(expected)")
                }
                file.settings[member.key] = text
            }
        }

        /// As the command line would say it.
        private func text(_ toml: TOML) -> String? {
            switch toml.value {
            case .text(let text):
                guard let home, text.hasPrefix("~/") else { return text }
                return home + text.dropFirst()
            case .integer(let number): return "\(number)"
            case .list(let elements):
                let texts = elements.compactMap { element -> String? in
                    if case .text(let text) = element.value { text } else { nil }
                }
                return texts.count == elements.count ? texts.joined(separator: ",") : nil
            case .number, .flag, .table, .other: return nil
            }
        }

        private mutating func takeKeys(_ member: TOML.Member) {
            guard case .table(let wishes) = member.value.value else {
                return fault(member.value.place, "keys: must be a table, [keys]")
            }
            let names = KeyTable.standard.actionNames
            var owners: [(key: Key, action: String)] = []
            for wish in wishes {
                guard names.contains(wish.key) else {
                    unknown(wish, "action", names)
                    continue
                }
                for (key, place) in keys(wish) {
                    let table = KeyTable.standard
                    if let reason = table.refusal(of: key, to: wish.key, besides: owners) {
                        fault(place, reason)
                    }
                    owners.append((key, wish.key))
                    file.keys[wish.key, default: []].append(key)
                }
            }
        }

        private mutating func keys(_ wish: TOML.Member) -> [(Key, TOML.Place)] {
            let elements: [TOML] =
                if case .list(let elements) = wish.value.value { elements } else { [wish.value] }
            if elements.isEmpty { file.keys[wish.key] = [] }
            return elements.compactMap { element in
                guard case .text(let text) = element.value, let key = KeyName.key(text) else {
                    fault(
                        element.place,
                        "\(wish.key): must be keys, such as \"x\", \"C-r\", \"F5\", \"PgUp\"")
                    return nil
                }
                return (key, element.place)
            }
        }
    }
}

extension Options {
    /// Before anything was read.
    fileprivate static var unread: Options { Options() }
}

/// Why a configuration does not count.
enum ConfigurationError: Error, Hashable, Sendable {
    case file(FileError)
    case faults(path: String, [ConfigurationFile.Fault])

    /// A line each: the file, line and column, and what is wrong.
    var lines: [String] {
        switch self {
        case .file(let error): ["\(error)"]
        case .faults(let path, let faults):
            faults.map { fault in
                let place = fault.place.map { "\($0.line):\($0.column):" } ?? ""
                return "\(path):\(place) \(fault.text)"
            }
        }
    }
}
