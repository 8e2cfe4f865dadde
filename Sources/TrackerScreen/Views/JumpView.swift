import TrackerEngine

/// Looking for a pair of any market: what is typed, and what fits it best.
struct JumpView: Overlay {
    private(set) var prompt = Prompt()
    /// The best pairs first; at most `most`.
    private(set) var found: [Instrument] = []
    /// The number of pairs that fit, shown or not.
    private(set) var count = 0
    private(set) var row = 0
    /// The pairs and the text that each is found by; made when the view is opened.
    private let index: JumpIndex

    static let most = 100

    enum Deed: Hashable, Sendable {
        case edit(Prompt.Edit), up, down, go
    }

    static let opener = Opener(
        "jump", "C-p", "to any pair of any market, by a few letters", title: "Go to",
        needsPrices: true)
    static let keys: [ViewKey<Deed>] =
        ViewKey.erasing { .edit($0) } + [
            .shared(.older, .up), .shared(.newer, .down), .shared(.move(.up), .up),
            .shared(.move(.down), .down), .shared(.choose, .go),
        ]

    static let hints: [Hint] = [("move", [.up, .down]), ("go to it", [.go])]

    /// Cost: about 1 µs a pair.
    init(_ state: inout State) { index = JumpIndex(state.snapshot, in: state.window) }

    var isTyping: Bool { true }

    mutating func type(_ text: String, _ state: inout State) -> Outcome {
        prompt.type(text)
        find(state)
        return .stay()
    }

    mutating func press(_ deed: Deed, _ state: inout State) -> Outcome {
        switch deed {
        case .up: row = max(0, row - 1)
        case .down: row = min(max(0, found.count - 1), row + 1)
        case .edit(let edit):
            prompt.edit(edit)
            find(state)
        case .go:
            if found.indices.contains(row) { state.go(to: found[row]) }
            return .close()
        }
        return .stay()
    }

    private mutating func find(_ state: State) {
        row = 0
        let isBlank = FuzzyMatch(prompt.text).isEmpty
        (found, count) = isBlank ? ([], 0) : index.find(prompt.text, near: state.chosenMarket)
    }
}

// MARK: - Drawing

extension JumpView {
    func draw(_ state: State, on canvas: inout Canvas) {
        let rows = min(16, max(3, canvas.height - 6))
        let box = canvas.bounds.centred(Size(width: 64, height: rows + 3))
        canvas.fill(box)
        canvas.border(box, style: .frameFocused, title: "Go to", titleStyle: .title)
        canvas.draw(in: box.inset(columns: 2, rows: 1)) { inside in
            drawPrompt(on: &inside)
            let list = inside.bounds.splitTop(1).rest
            let top = max(0, min(row - list.height / 2, found.count - list.height))
            for line in 0..<list.height where top + line < found.count {
                let rect = Rect(x: 0, y: list.y + line, width: list.width, height: 1)
                inside.draw(in: rect) { part in
                    drawRow(found[top + line], state, on: &part)
                    if top + line == row { part.restyle(part.bounds) { $0.on(.selection) } }
                }
            }
        }
    }

    private func drawPrompt(on canvas: inout Canvas) {
        let x = canvas.write(prompt.text, at: .zero, style: .strong)
        canvas.placeCursor(at: Point(x, 0))
        let note =
            prompt.text.isEmpty
            ? "a few letters of market and pair" : "\(Numbers.count(count)) found"
        guard x + 3 + note.cellWidth <= canvas.width else { return }
        canvas.write(note, at: Point(canvas.width - note.cellWidth, 0), style: .dim)
    }

    /// Of this pair alone: the boards of all the markets that are found would be too much for a key.
    private static func statistics(
        of instrument: Instrument, in window: DayWindow
    ) -> PairStatistics? {
        window.series(of: instrument).map {
            PairStatistics($0.amounts, live: window.latest(of: instrument)?.price)
        }
    }

    private func drawRow(_ instrument: Instrument, _ state: State, on canvas: inout Canvas) {
        // The name first: where there is no room for both, the price goes.
        let room = canvas.width >= 32 ? canvas.width - 16 : canvas.width
        let title = state.snapshot.title(of: instrument, room: room)
        let isOld = PriceAge(of: instrument, in: state.window)?.isOld ?? false
        let x = canvas.write(title, at: .zero, style: isOld ? .dim : .strong) + 1
        if x < room {
            canvas.write(
                instrument.market.name, at: Point(x, 0), style: .dim, width: room - x)
        }
        let price = Self.statistics(of: instrument, in: state.window)
            .map { PriceText($0).text($0.last) }
        canvas.write(
            price ?? Numbers.missing, at: Point(room, 0), style: isOld ? .dim : .plain,
            width: canvas.width - room, align: .right)
    }
}

/// Every pair of every market with what it is found by; made when somebody begins to look.
struct JumpIndex: Sendable {
    private struct Entry {
        let instrument: Instrument
        /// Lower case, in UTF-8: the names of the pair, its base alone, its market.
        let text: [UInt8]
    }

    private let entries: [Entry]

    /// Cost: about 1 µs a pair.
    init(_ snapshot: Snapshot, in window: DayWindow) {
        entries = window.instruments.map { instrument in
            let base = snapshot.assets(of: instrument)?.base ?? ""
            let text = "\(snapshot.searchText(of: instrument)) \(base) \(instrument.market.name)"
            return Entry(instrument: instrument, text: Array(text.lowercased().utf8))
        }
    }

    /// The best ones: those whose base or name it is, then those that begin with it.
    ///
    /// Of equal ones those of `market` come first, then short names, then by market and pair. Cost:
    /// about 0.1 µs a pair.
    func find(_ text: String, near market: Market?) -> (found: [Instrument], count: Int) {
        let match = FuzzyMatch(text)
        var scored: [(place: Int, worth: Int)] = []
        for (place, entry) in entries.enumerated() {
            guard let score = match.score(entry.text) else { continue }
            let isNear = entry.instrument.market == market
            let length = min(entry.instrument.pair.name.utf8.count, 999)
            scored.append((place, (score * 2 + (isNear ? 1 : 0)) * 1000 - length))
        }
        scored.sort { $0.worth == $1.worth ? $0.place < $1.place : $0.worth > $1.worth }
        return (scored.prefix(JumpView.most).map { entries[$0.place].instrument }, scored.count)
    }
}
