/// Options that belong together: those of a command, or of several commands that include them.
protocol OptionGroup: Sendable {
    init()

    static var options: OptionList<Self> { get }

    /// Refuses what does not go together, besides options that exclude each other.
    ///
    /// `given`: the names of the options on the command line.
    func check(_ given: Set<String>) throws(OptionError)
}

extension OptionGroup {
    func check(_ given: Set<String>) throws(OptionError) {}
}

/// The options of a command or a group, in the order of the help.
struct OptionList<Root: Sendable>: Sendable {
    let options: [Option<Root>]
    private let checks: [@Sendable (Root, Set<String>) throws(OptionError) -> Void]

    /// Options of its own, then those of groups.
    init(_ own: [Option<Root>] = [], _ groups: Inclusion<Root>...) {
        options = own + groups.flatMap(\.options)
        checks = groups.map(\.check)
    }

    /// Those of the command line.
    var forms: [OptionForm] { options.map { $0.form }.filter { !$0.name.isEmpty } }

    /// The keys of the configuration.
    var settings: [Setting] { options.compactMap(\.form.setting) }

    func option(named name: String) -> Option<Root>? {
        options.first { !name.isEmpty && $0.form.name == name }
    }

    /// Applies the values of a configuration that some option here has the key of.
    func apply(_ settings: [String: SettingValue], to root: inout Root) {
        for option in options {
            guard let key = option.form.setting?.key, let value = settings[key] else { continue }
            option.apply(&root, value)
        }
    }

    /// Refuses options that do not go together.
    func check(_ root: Root, _ given: Set<String>) throws(OptionError) {
        for form in forms {
            if let other = form.excludes, given.contains(form.name), given.contains(other) {
                throw .notTogether(other, form.name)
            }
        }
        for check in checks { try check(root, given) }
    }
}

/// A group of options as a part of a value.
struct Inclusion<Root: Sendable>: Sendable {
    let options: [Option<Root>]
    let check: @Sendable (Root, Set<String>) throws(OptionError) -> Void

    /// All options of the group at a place of the value.
    static func including<Group: OptionGroup>(
        _ path: Property<Root, Group>
    ) -> Inclusion {
        Inclusion(options: Group.options.options.map { $0.within(path) }) {
            (root, given) throws(OptionError) in
            try Group.options.check(root[keyPath: path], given)
            try root[keyPath: path].check(given)
        }
    }
}
