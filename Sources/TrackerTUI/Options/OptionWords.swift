/// The words of a command line, read as options and arguments.
struct OptionWords {
    /// The names of the options that came, in full.
    private(set) var given: Set<String> = []
    /// The words that are no options, in their order.
    private(set) var arguments: [String] = []

    /// Reads the words into a value; everything behind `--` is an argument.
    ///
    /// `others`: is asked about the name of an option that the list does not have; throws unless
    /// that one is a flag which means something to it.
    mutating func read<Root: Sendable>(
        _ words: [String], of list: OptionList<Root>, into root: inout Root,
        others: (String) throws(OptionError) -> Void
    ) throws(OptionError) {
        var rest = words[...]
        while let word = rest.popFirst() {
            if word == "--" {
                arguments += rest
                return
            }
            guard word.hasPrefix("-"), word != "-" else {
                arguments.append(word)
                continue
            }
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let (name, joined) = (String(parts[0]), parts.count == 2 ? String(parts[1]) : nil)
            if let option = list.option(named: name) {
                try Self.read(option, joined: joined, rest: &rest, into: &root)
            } else {
                try others(name)
                if joined != nil { throw .unwantedValue(option: name) }
            }
            given.insert(name)
        }
    }

    private static func read<Root: Sendable>(
        _ option: Option<Root>, joined: String?, rest: inout ArraySlice<String>,
        into root: inout Root
    ) throws(OptionError) {
        let form = option.form
        guard form.placeholder != nil else {
            if joined != nil { throw .unwantedValue(option: form.name) }
            _ = option.read(&root, nil)
            return
        }
        guard let value = joined ?? rest.popFirst(), joined != nil || !value.hasPrefix("--") else {
            throw .noValue(option: form.name, expected: form.expected)
        }
        guard option.read(&root, value) else {
            throw .badValue(option: form.name, value: value, allowed: form.expected)
        }
    }
}
