/// What can be chosen while the program runs, and how to keep it.
struct SettingsPanel: Panel {
    func draw(_ state: State, on canvas: inout Canvas) {
        guard case .settings(let chosen) = state.overlay else { return }
        let settings = Setting.allCases
        let box = canvas.bounds.centred(Size(width: 60, height: settings.count + 6))
        canvas.fill(box)
        canvas.border(box, style: .frameFocused, title: "Settings", titleStyle: .title)
        canvas.draw(in: box.inset(columns: 2, rows: 1)) { inside in
            for (row, setting) in settings.enumerated() {
                draw(setting, row, isChosen: row == chosen, state, on: &inside)
            }
            let words = "\(state.line(of: settings[chosen]))  in the configuration keeps it"
            inside.write(
                words, at: Point(0, settings.count + 1), style: .dim, width: inside.width)
            inside.write(
                "←→ change  t test of colours and glyphs  Esc back",
                at: Point(0, settings.count + 3), style: .dim, width: inside.width)
        }
    }

    private func draw(
        _ setting: Setting, _ row: Int, isChosen: Bool, _ state: State, on canvas: inout Canvas
    ) {
        let mark = isChosen ? "\(canvas.symbols.pointer)" : " "
        let value = isChosen ? "< \(state.value(of: setting)) >" : "  \(state.value(of: setting))"
        canvas.write(
            "\(mark) \(setting.title)", at: Point(0, row), style: isChosen ? .selection : .plain,
            width: canvas.width)
        canvas.write(
            value, at: Point(20, row), style: isChosen ? .selection : .strong,
            width: max(0, canvas.width - 20))
    }
}
