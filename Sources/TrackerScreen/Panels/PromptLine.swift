/// The line that is being typed, with what can be done, or what is wrong with it.
struct PromptLine {
    private let mark: String
    private let prompt: Prompt
    private let help: String
    private let fault: String?

    /// `nil` while nothing is typed.
    init?(_ state: State) {
        switch state.overlay {
        case .filter(let prompt):
            mark = "/"
            self.prompt = prompt
            help = "Enter keeps  Esc clears  ↑ recalls"
            fault = state.focus == .markets ? nil : state.pairFilter.fault
        case .group(let prompt):
            mark = "group "
            self.prompt = prompt
            help = "Enter puts it in, or takes it out  Esc leaves  ↑ your groups"
            fault = nil
        default: return nil
        }
    }

    func draw(on canvas: inout Canvas) {
        var x = canvas.write(mark, at: Point(1, 0), style: .key) + 1
        x += canvas.write(prompt.text, at: Point(x, 0), style: .strong)
        canvas.fill(Rect(x: x, y: 0, width: 1, height: 1), style: .plain.reversed)
        let room = canvas.width - x - 3
        if let fault {
            let width = min(fault.cellWidth, max(0, room))
            canvas.write(
                fault, at: Point(canvas.width - width - 1, 0), style: .error, width: width)
            return
        }
        guard help.cellWidth < room else { return }
        canvas.write(help, at: Point(canvas.width - help.cellWidth - 1, 0), style: .dim)
    }
}
