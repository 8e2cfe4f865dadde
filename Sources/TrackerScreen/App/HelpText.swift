/// The lines of the help, made from a table of keys.
struct HelpText {
    enum Line: Hashable, Sendable {
        case title(String)
        case key(names: String, does: String)
        case blank
    }

    let lines: [Line]

    init(_ keys: KeyTable) {
        lines = keys.groups.flatMap { group in
            [.title(group.title)]
                + group.bindings.map { .key(names: $0.names, does: $0.does) } + [.blank]
        }.dropLast()
    }

    /// The rows of the help on a screen of so many: without its frame and the lines around it.
    func rows(height: Int) -> Int { max(0, min(lines.count, height - 4)) }

    /// The first line to show, so that no row stays empty.
    func clamped(_ top: Int, height: Int) -> Int {
        min(max(0, top), max(0, lines.count - rows(height: height)))
    }
}
