/// The places of the help's entries: in columns, one after the other, and as many pages as it takes.
///
/// An entry stands in one piece; each column begins with the title of its section.
struct HelpLayout {
    private struct Item {
        /// Counted through all pages.
        let column: Int
        let row: Int
        let lines: [(names: String, does: String)]
        let entry: HelpText.Entry
    }

    private struct Title {
        let column: Int
        let row: Int
        let text: String
    }

    private var items: [Item] = []
    private var titles: [Title] = []
    /// The columns of a page.
    private let columns: Int
    /// The columns of cells that a column has.
    private let width: Int

    /// The columns between two columns of text.
    static let gap = 2
    /// The columns before a name.
    private static let indent = 2

    private var nameWidth: Int { min(16, width / 3) }

    /// Places the entries in pages of a size.
    init(_ text: HelpText, in size: Size, columns: Int) {
        self.columns = max(1, columns)
        width = max(1, (size.width - (self.columns - 1) * Self.gap) / self.columns)
        var (column, row) = (0, 0)
        var section: String?
        for entry in text.entries {
            let lines = lines(of: entry)
            let begins = entry.section != section
            let head = row == 0 ? 1 : begins ? 2 : 0
            if row > 0, row + head + lines.count > size.height { (column, row) = (column + 1, 0) }
            // A long entry is worth more than its title where rows are few.
            let hasRoom = row > 0 || lines.count < size.height
            if !hasRoom { section = entry.section }
            if begins || row == 0, hasRoom {
                row += row == 0 ? 0 : 1
                titles.append(Title(column: column, row: row, text: entry.section))
                row += 1
                section = entry.section
            }
            items.append(Item(column: column, row: row, lines: lines, entry: entry))
            row += lines.count
        }
    }

    private func lines(of entry: HelpText.Entry) -> [(names: String, does: String)] {
        let names = entry.names.wrapped(max(1, nameWidth - (entry.isPart ? 2 : 0)))
        let does = entry.does.wrapped(max(1, width - Self.indent - nameWidth - 1))
        return (0..<max(names.count, does.count)).map { line in
            (line < names.count ? names[line] : "", line < does.count ? does[line] : "")
        }
    }

    /// The number of pages, at least one.
    var pages: Int { (items.last?.column ?? 0) / columns + 1 }

    /// The page that an entry stands on, from 0.
    func page(of place: Int) -> Int {
        items.indices.contains(place) ? items[place].column / columns : 0
    }

    /// The entry that a step leads to.
    func moved(from place: Int, by move: Move) -> Int {
        let page = page(of: place)
        let wish: Int? =
            switch move {
            case .pageDown: page + 1 < pages ? first(on: page + 1) : items.count - 1
            case .pageUp: page > 0 ? first(on: page - 1) : 0
            default: move.row(from: place, page: 2, count: items.count)
            }
        return max(0, wish ?? place)
    }

    private func first(on page: Int) -> Int? { items.firstIndex { $0.column / columns == page } }

    /// The entry beside another one, in the other column of its page; itself where there is none.
    func beside(_ place: Int) -> Int {
        guard items.indices.contains(place) else { return place }
        let own = items[place]
        let others = items.indices.filter { other in
            items[other].column / columns == own.column / columns
                && items[other].column != own.column
        }
        func distance(_ other: Int) -> Int { abs(items[other].row - own.row) }
        return others.min { distance($0) < distance($1) } ?? place
    }

    /// The entry at a cell of a page; `nil` for none.
    func entry(at point: Point, onPageOf place: Int) -> Int? {
        let page = page(of: place)
        return items.indices.first { index in
            items[index].column / columns == page && rect(of: items[index]).contains(point)
        }
    }

    private func rect(of item: Item) -> Rect {
        Rect(x: left(of: item.column), y: item.row, width: width, height: item.lines.count)
    }

    private func left(of column: Int) -> Int { column % columns * (width + Self.gap) }

    /// Draws the page of an entry, and the entry as the chosen one.
    func draw(_ chosen: Int, on canvas: inout Canvas) {
        let page = page(of: chosen)
        for title in titles where title.column / columns == page {
            canvas.write(
                title.text, at: Point(left(of: title.column), title.row), style: .accent.bold,
                width: width)
        }
        for (place, item) in items.enumerated() where item.column / columns == page {
            let rect = rect(of: item)
            canvas.draw(in: rect) { part in
                draw(item, on: &part)
                guard place == chosen else { return }
                part.put(part.symbols.pointer, at: .zero, style: .accent)
                part.restyle(part.bounds) { $0.on(.selection) }
            }
        }
    }

    private func draw(_ item: Item, on canvas: inout Canvas) {
        let isWord = item.entry.doing == nil && item.entry.section == HelpText.words
        for (row, line) in item.lines.enumerated() {
            let names = KeyName.shown(line.names, in: canvas.symbols)
            let indent = Self.indent + (item.entry.isPart ? 2 : 0)
            canvas.write(names, at: Point(indent, row), style: isWord ? .strong : .key)
            canvas.write(line.does, at: Point(Self.indent + nameWidth + 1, row))
        }
    }
}
