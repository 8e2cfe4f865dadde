/// A path of an entry, and what it may be, by the place where it stands.
///
/// `@key`, `@self` and `*` mean something in few places. Anywhere else they would be names of members
/// that no answer has, and nothing would be found without a word why.
enum FormPath {
    /// What a path leads to.
    enum Use {
        /// The rows: `*` may be a step of it, `@self` the last.
        case rows
        /// A name: `@key` or `@self` may be all of it.
        case name
        /// A price: `@self` may be all of it.
        case price
        /// Any other member of a row, or one beside the rows.
        case member
    }

    /// The start of the words for what a path must be.
    static let words = "a path such as result.list, with dots between its steps"

    /// - Returns: `nil` for a text that cannot stand there.
    static func path(_ text: String, for use: Use) -> String? {
        let steps = text.split(separator: ".")
        // Line feeds and zeros would end it where it is handed on; places are for addresses.
        guard !text.isEmpty, !text.utf8.contains(where: "\n\0{}".utf8.contains) else { return nil }
        if use.wholes.contains(text) { return text }
        let body = use == .rows && steps.last == "@self" ? steps.dropLast() : steps[...]
        let isPlain = body.allSatisfy { step in
            step != "@key" && step != "@self" && (step != "*" || use == .rows)
        }
        return isPlain ? text : nil
    }
}

extension FormPath.Use {
    /// The texts that are no paths, but may stand in the place of one.
    fileprivate var wholes: [String] {
        switch self {
        case .name: ["@key", "@self"]
        case .price: ["@self"]
        case .rows, .member: []
        }
    }

    /// What must stand there, for a person.
    var words: String {
        switch self {
        case .rows: FormPath.words + "; * may be one of them, and @self the last"
        case .name: FormPath.words + ", or @key, or @self; * is for rows"
        case .price: FormPath.words + ", or @self; * is for rows, @key for symbols"
        case .member: FormPath.words + "; * is for rows, @key for symbols, @self for prices"
        }
    }
}
