/// What a terminal of type `xterm-256color` shows of the bytes it gets: as much of ECMA-48 as ncurses
/// uses for that type, and a trap for whatever else comes.
struct VirtualScreen {
    /// A place of the grid: a character with its marks, and the SGR that was on.
    struct Place: Hashable {
        /// Empty for the right half of a wide character.
        var text = " "
        var look = ""
    }

    let width: Int
    let height: Int
    private(set) var places: [[Place]]
    /// Sequences that it does not know.
    private(set) var unknown: [String] = []
    private(set) var isOnOtherScreen = false
    private(set) var (row, column) = (0, 0)
    private(set) var isCursorShown = true
    private var look = ""
    /// The last column is filled: the next character begins a row.
    private var isWrapping = false
    /// Whether that is so at all.
    private var wraps = true
    private var last = " "
    /// The rows that scroll.
    private var region: ClosedRange<Int>
    private let columns: (Unicode.Scalar) -> Int

    /// `columns`: how many a character takes, 0 for a mark.
    init(width: Int, height: Int, columns: @escaping (Unicode.Scalar) -> Int) {
        self.width = width
        self.height = height
        self.columns = columns
        region = 0...max(0, height - 1)
        places = Array(repeating: Array(repeating: Place(), count: width), count: height)
    }

    /// The rows as texts, blanks at their ends included.
    var rows: [String] { places.map { $0.map(\.text).joined() } }

    mutating func show(_ bytes: [UInt8]) {
        var rest = String(decoding: bytes, as: UTF8.self).unicodeScalars[...]
        while let scalar = rest.popFirst() {
            switch scalar {
            case "\u{1B}": escape(&rest)
            case "\r": move(row, 0)
            case "\n": feed()
            case "\u{8}": move(row, column - 1)
            case "\t": move(row, min(width - 1, (column / 8 + 1) * 8))
            case "\u{0}"..."\u{1F}": unknown.append("control \(scalar.value)")
            default: put(scalar)
            }
        }
    }

    private mutating func move(_ row: Int, _ column: Int) {
        (self.row, self.column) = (
            min(max(row, 0), height - 1), min(max(column, 0), width - 1)
        )
        isWrapping = false
    }

    /// A row further down, or all of them up at the end of the region.
    private mutating func feed() {
        if row == region.upperBound {
            scroll(region, by: 1)
            isWrapping = false
        } else {
            move(row + 1, column)
        }
    }

    /// Rows move up, or down for less than none; blank ones follow.
    private mutating func scroll(_ rows: ClosedRange<Int>, by count: Int) {
        let blank = Array(repeating: Place(), count: width)
        let kept = Array(places[rows])
        for (offset, row) in rows.enumerated() {
            let from = offset + count
            places[row] = kept.indices.contains(from) ? kept[from] : blank
        }
    }

    private mutating func put(_ scalar: Unicode.Scalar) {
        let size = columns(scalar)
        if size == 0 {
            var place = isWrapping ? column : column - 1
            while place > 0, places[row][place].text.isEmpty { place -= 1 }
            if place >= 0 { places[row][place].text.unicodeScalars.append(scalar) }
            return
        }
        if wraps, isWrapping || column + size > width {
            feed()
            move(row, 0)
        }
        erase(column..<min(width, column + size))
        last = String(scalar)
        places[row][column] = Place(text: last, look: look)
        if size == 2, column + 1 < width {
            places[row][column + 1] = Place(text: "", look: look)
        }
        if column + size >= width {
            column = width - 1
            isWrapping = wraps
        } else {
            column += size
        }
    }

    /// A wide character that loses a half is a blank.
    private mutating func erase(_ range: Range<Int>, of row: Int? = nil) {
        let row = row ?? self.row
        guard !range.isEmpty else { return }
        if places[row][range.lowerBound].text.isEmpty, range.lowerBound > 0 {
            places[row][range.lowerBound - 1].text = " "
        }
        if range.upperBound < width, places[row][range.upperBound].text.isEmpty {
            places[row][range.upperBound].text = " "
        }
        for column in range { places[row][column] = Place(text: " ", look: "") }
    }

    private mutating func escape(_ rest: inout String.UnicodeScalarView.SubSequence) {
        guard let kind = rest.popFirst() else { return unknown.append("ESC") }
        switch kind {
        case "[": control(&rest)
        case "]":
            while let next = rest.popFirst(), next != "\u{7}" {
                if next == "\u{1B}" {
                    _ = rest.popFirst()
                    break
                }
            }
        case "(", ")": _ = rest.popFirst()
        case "=", ">": break
        case "M" where row == region.lowerBound: scroll(region, by: -1)
        case "M": move(row - 1, column)
        default: unknown.append("ESC \(kind)")
        }
    }

    private mutating func control(_ rest: inout String.UnicodeScalarView.SubSequence) {
        var words = ""
        while let next = rest.popFirst() {
            guard (0x40...0x7E).contains(next.value) else {
                words.unicodeScalars.append(next)
                continue
            }
            return obey(next, words, words.split(separator: ";").map { Int($0) ?? 0 })
        }
        unknown.append("CSI \(words)")
    }

    private mutating func obey(_ final: Unicode.Scalar, _ words: String, _ numbers: [Int]) {
        let count = max(1, numbers.first ?? 1)
        switch final {
        case "H": move(count - 1, (numbers.count > 1 ? numbers[1] : 1) - 1)
        case "A": move(row - count, column)
        case "B": move(row + count, column)
        case "C": move(row, column + count)
        case "D": move(row, column - count)
        case "G": move(row, count - 1)
        case "d": move(count - 1, column)
        case "J": eraseScreen(numbers.first ?? 0)
        case "K" where numbers.first == 1: erase(0..<column + 1)
        case "K": erase(column..<width)
        case "X": erase(column..<min(width, column + count))
        case "b": for _ in 0..<count { for scalar in last.unicodeScalars { put(scalar) } }
        case "P":
            places[row].removeSubrange(column..<min(width, column + count))
            places[row] += Array(repeating: Place(), count: width - places[row].count)
        case "@":
            places[row].insert(contentsOf: Array(repeating: Place(), count: count), at: column)
            places[row].removeLast(places[row].count - width)
        case "m": look = ["", "0"].contains(words) ? "" : look + "|" + words
        case "h", "l":
            switch words {
            case "?1049": isOnOtherScreen = final == "h"
            case "?25", "?12;25": isCursorShown = final == "h"
            case "?7": wraps = final == "h"
            default: break
            }
        case "r":
            let top = max(0, (numbers.first ?? 1) - 1)
            region = top...max(top, (numbers.count > 1 ? numbers[1] : height) - 1)
            move(0, 0)
        case "S": scroll(region, by: count)
        case "T": scroll(region, by: -count)
        case "M" where region.contains(row): scroll(row...region.upperBound, by: count)
        case "L" where region.contains(row): scroll(row...region.upperBound, by: -count)
        case "t", "p": break
        default: unknown.append("CSI \(words)\(final)")
        }
    }

    private mutating func eraseScreen(_ kind: Int) {
        if kind == 0 {
            erase(column..<width)
            for row in row + 1..<max(row + 1, height) { erase(0..<width, of: row) }
        } else {
            for row in 0..<height { erase(0..<width, of: row) }
        }
    }
}
