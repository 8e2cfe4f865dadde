import TrackerEngine

/// A value of the configuration, of the type that it has in the file.
enum SettingValue: Hashable, Sendable {
    case text(String)
    case integer(Int)
    case flag(Bool)
    case texts([String])

    /// A value of TOML; `nil` for a kind that no option has.
    ///
    /// `home`: the path that `~/` at the beginning of a text stands for.
    init?(_ toml: TOML, home: String?) {
        switch toml.value {
        case .text(let text):
            self = .text(
                home.flatMap { text.hasPrefix("~/") ? $0 + text.dropFirst() : nil } ?? text)
        case .integer(let number): self = .integer(number)
        case .flag(let isOn): self = .flag(isOn)
        case .list(let elements):
            let texts = elements.compactMap { element -> String? in
                if case .text(let text) = element.value { text } else { nil }
            }
            guard texts.count == elements.count else { return nil }
            self = .texts(texts)
        case .number, .table, .other: return nil
        }
    }
}
