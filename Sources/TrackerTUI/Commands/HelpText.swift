import TrackerScreen

/// The texts of `--help`, at most 80 columns wide.
enum HelpText {
    private static let width = 80

    /// The text for the whole program: the dashboard's options, and a line for each command.
    static var whole: String {
        let forms = Commands.all.map { $0.form }
        let commands = forms.filter { !$0.text.isEmpty }.map { ($0.text, $0.summary) }
        let options = DashboardCommand.optionForms.map { ($0.text, $0.help) }
        let usages = [
            ("usage: tracker-tui [OPTION ...]", DashboardCommand.form.summary),
            ("       tracker-tui COMMAND [OPTION ...]", "a command, without a screen"),
        ]
        return [
            table(usages, indent: 0), "",
            "Commands; `tracker-tui COMMAND --help` prints the options of each:", "",
            table(commands), "", "Options of the dashboard, of --headless and of --plain:", "",
            table(options), "", paragraph(DashboardCommand.form.notes),
        ].joined(separator: "\n")
    }

    /// The text for one command.
    static func of(_ command: any Command.Type) -> String {
        let form = command.form
        if form.name.isEmpty { return whole }
        let options = command.optionForms.map { ($0.text, $0.help) }
        let usage = ["usage: tracker-tui", form.name, options.isEmpty ? "" : "[OPTION ...]"]
        var lines = [(usage + [form.arguments]).filter { !$0.isEmpty }.joined(separator: " "), ""]
        lines.append(
            paragraph(form.summary.prefix(1).uppercased() + form.summary.dropFirst() + "."))
        if !options.isEmpty { lines += ["", table(options)] }
        if !form.notes.isEmpty { lines += ["", paragraph(form.notes)] }
        return lines.joined(separator: "\n")
    }

    /// Rows in two columns, of which the right one is wrapped.
    private static func table(_ rows: [(String, String)], indent: Int = 2) -> String {
        let left = min(rows.map(\.0.count).max() ?? 0, 42) + indent + 2
        return rows.map { name, text in
            let head = String(repeating: " ", count: indent) + name
            let lines = text.wrapped(width - left)
            let room = left - head.count
            // A name that is too long for its column has a line of its own.
            let first = room < 2 ? head + "\n" + blanks(left) : head + blanks(room)
            return first + lines.joined(separator: "\n" + blanks(left))
        }.joined(separator: "\n")
    }

    private static func blanks(_ count: Int) -> String { String(repeating: " ", count: count) }

    private static func paragraph(_ text: String) -> String {
        text.wrapped(width).joined(separator: "\n")
    }
}
