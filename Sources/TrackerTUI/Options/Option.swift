/// An option: how it is written, and what it changes in a `Root`, the value of a command or of a
/// group of options.
///
///     .value("-n", "N", "number of pairs (default 10)", \.count, .number(1...100_000))
///     .flag("--json", "print JSON", \.format, .json)
///     .value("--theme", "NAME", "colours", \.theme, .name, key: .live)
///     .flag("--no-mouse", "leave the mouse to the terminal", \.isMouseOff, true,
///         key: .live, negates: "mouse")
struct Option<Root: Sendable>: Sendable {
    let form: OptionForm
    /// Does what a word of the command line says, `nil` for a flag; `false` for a word that is not
    /// allowed.
    let read: @Sendable (inout Root, String?) -> Bool
    /// Does what a value of the configuration says, which has been checked before.
    let apply: @Sendable (inout Root, SettingValue) -> Void
}

extension Option {
    /// When a change of an option's key in the configuration counts, if it has a key.
    enum Key: Sendable {
        /// At the next start.
        case atStart
        /// As soon as the file is read again.
        case live
    }

    /// An option with a value.
    ///
    /// `excludes`: the option that this one does not go together with.
    static func value<Value: Sendable>(
        _ name: String, _ placeholder: String, _ help: String,
        _ path: Property<Root, Value>, _ value: ValueForm<Value>,
        key: Key? = nil, excludes: String? = nil
    ) -> Option {
        make(name, placeholder: placeholder, help: help, value: value, key: key, excludes: excludes)
        { $0[keyPath: path] = $1 }
    }

    /// An option with a value, without which the property is `nil`.
    static func value<Value: Sendable>(
        _ name: String, _ placeholder: String, _ help: String,
        _ path: Property<Root, Value?>, _ value: ValueForm<Value>,
        key: Key? = nil, excludes: String? = nil
    ) -> Option {
        make(name, placeholder: placeholder, help: help, value: value, key: key, excludes: excludes)
        { $0[keyPath: path] = $1 }
    }

    /// An option without a value, which gives a property the one named here.
    ///
    /// `negates`: the key that has it in the configuration, where `false` stands for the option.
    static func flag<Value: Sendable>(
        _ name: String, _ help: String, _ path: Property<Root, Value>,
        _ value: Value, key: Key? = nil, negates: String? = nil, excludes: String? = nil
    ) -> Option {
        let isNegated = negates != nil
        let setting = key.map { key in
            Setting(
                key: negates ?? OptionForm.key(name), isLive: key == .live,
                expected: "true or false", excludes: excludes.map(OptionForm.key)
            ) { if case .flag = $0 { true } else { false } }
        }
        return Option(
            form: OptionForm(
                name: name, placeholder: nil, help: help, expected: "", setting: setting,
                excludes: excludes),
            read: { root, _ in
                root[keyPath: path] = value
                return true
            },
            apply: { root, setting in
                if setting == .flag(!isNegated) { root[keyPath: path] = value }
            })
    }

    /// An option without a value, which makes a property true.
    static func flag(
        _ name: String, _ help: String, _ path: Property<Root, Bool>,
        key: Key? = nil, negates: String? = nil, excludes: String? = nil
    ) -> Option {
        flag(name, help, path, true, key: key, negates: negates, excludes: excludes)
    }

    /// A key of the configuration that the command line has no option for.
    static func setting<Value: Sendable>(
        _ key: String, _ path: Property<Root, Value>, _ value: ValueForm<Value>
    ) -> Option {
        let option = make(
            "--\(key)", placeholder: "", help: "", value: value, key: .atStart, excludes: nil
        ) { $0[keyPath: path] = $1 }
        return Option(form: option.form.unnamed, read: option.read, apply: option.apply)
    }

    private static func make<Value: Sendable>(
        _ name: String, placeholder: String, help: String, value: ValueForm<Value>,
        key: Key?, excludes: String?,
        assign: @escaping @Sendable (inout Root, Value) -> Void
    ) -> Option {
        let setting = key.map { key in
            Setting(
                key: OptionForm.key(name), isLive: key == .live, expected: value.expected,
                excludes: excludes.map(OptionForm.key)
            ) { value.fromSetting($0) != nil }
        }
        return Option(
            form: OptionForm(
                name: name, placeholder: placeholder, help: help, expected: value.expected,
                setting: setting, excludes: excludes),
            read: { root, word in
                guard let new = word.flatMap(value.fromWord) else { return false }
                assign(&root, new)
                return true
            },
            apply: { root, setting in value.fromSetting(setting).map { assign(&root, $0) } })
    }

    /// The option of a group, in a value that includes the group.
    func within<Whole: Sendable>(
        _ path: Property<Whole, Root>
    ) -> Option<Whole> {
        Option<Whole>(
            form: form, read: { read(&$0[keyPath: path], $1) },
            apply: { apply(&$0[keyPath: path], $1) })
    }
}

/// A property that an option sets: a key path that may be kept.
typealias Property<Root, Value> = any WritableKeyPath<Root, Value> & Sendable

/// How an option is written, and what people are told of it.
struct OptionForm: Sendable {
    /// With its dashes; empty for one that the command line does not have.
    private(set) var name: String
    /// The value in the help; `nil` for a flag.
    let placeholder: String?
    let help: String
    /// What is allowed as the value, in words; empty for a flag.
    let expected: String
    /// Its key in the configuration; `nil` for an option of a single run.
    let setting: Setting?
    /// The name of the option that it does not go together with.
    let excludes: String?

    /// `--interval SECONDS`.
    var text: String { placeholder.map { "\(name) \($0)" } ?? name }

    /// The same as a key of the configuration only.
    var unnamed: OptionForm {
        var form = self
        form.name = ""
        return form
    }

    static func key(_ name: String) -> String { String(name.drop { $0 == "-" }) }
}

/// A key of the configuration.
struct Setting: Sendable {
    let key: String
    /// Whether a change counts as soon as the file is read again, instead of at the next start.
    let isLive: Bool
    /// What is allowed, in words.
    let expected: String
    /// The key that it does not go together with.
    let excludes: String?
    let accepts: @Sendable (SettingValue) -> Bool
}
