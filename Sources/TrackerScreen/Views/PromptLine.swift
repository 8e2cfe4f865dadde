/// A line that is being typed at the bottom, with what can be done, or what is wrong with it.
struct PromptLine {
    let mark: String
    let prompt: Prompt
    let help: String
    var fault: String?

    func draw(on canvas: inout Canvas) {
        var x = canvas.write(mark, at: Point(1, 0), style: .key) + 1
        x += canvas.write(prompt.text, at: Point(x, 0), style: .strong)
        canvas.placeCursor(at: Point(x, 0))
        let room = canvas.width - x - 3
        if let fault {
            let width = min(fault.cellWidth, max(0, room))
            canvas.write(
                fault, at: Point(canvas.width - width - 1, 0), style: .error, width: width)
            return
        }
        let help = KeyName.shown(help, in: canvas.symbols)
        guard help.cellWidth < room else { return }
        canvas.write(help, at: Point(canvas.width - help.cellWidth - 1, 0), style: .dim)
    }
}

extension Overlay {
    /// The keys of a line and what they do: `Enter keeps  Esc clears`.
    ///
    /// `words` has the deeds whose keys stand before them, `nil` for Esc.
    static func promptHelp(_ words: [(Deed?, String)], _ table: KeyTable) -> String {
        words.compactMap { deed, does in
            let sign =
                deed.map { Self.sign($0, in: table, isTyping: true) } ?? KeyName.sign(.escape)
            return sign.map { "\($0) \(does)" }
        }.joined(separator: "  ")
    }
}
