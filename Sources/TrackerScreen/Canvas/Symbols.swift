/// The signs that are not letters, in a form that the terminal can show.
package struct Symbols: Hashable, Sendable {
    /// Whether nothing but ASCII may be drawn.
    let isASCII: Bool
    /// Whether charts are made of quarter blocks instead of braille.
    private(set) var isBlocks = false
    /// Whether the font may lack what charts are made of; text may be any.
    private(set) var isConsole = false
    let ellipsis: Unicode.Scalar
    /// Higher than before, or sorted upwards.
    let up: Unicode.Scalar
    /// Lower than before, or sorted downwards.
    let down: Unicode.Scalar
    /// Stands for "this is well".
    let good: Unicode.Scalar
    /// Stands for "this is not".
    let bad: Unicode.Scalar
    /// Stands for "no value".
    let missing: Unicode.Scalar
    /// Marks a chosen row by more than colour.
    let pointer: Unicode.Scalar
    /// The same to the left: the end of a bar that goes on.
    let pointerBack: Unicode.Scalar
    /// Marks a favourite.
    let star: Unicode.Scalar
    /// The sign between two short facts on one line.
    let separator: Unicode.Scalar
    /// Missing minutes on the time axis of a chart.
    let hole: Unicode.Scalar
    let horizontal: Unicode.Scalar
    let vertical: Unicode.Scalar
    /// A line from top to bottom of a chart, which is none of its prices.
    let pole: Unicode.Scalar
    /// Top left, top right, bottom left, bottom right.
    let corners: [Unicode.Scalar]
    /// Before and behind a text in the top line of a frame, then those in its bottom line.
    let textEnds: [Unicode.Scalar]
    /// The digits of panes, from 1 on, before their names.
    let digits: [Unicode.Scalar]
    /// The part of a list that is seen, on the right side of its frame.
    let scroll: Unicode.Scalar
    /// A mark on the time axis.
    let tick: Unicode.Scalar
    /// A mark on the price axis.
    let level: Unicode.Scalar
    /// A line that is more than a frame, and a point on it.
    let bar: Unicode.Scalar
    let dot: Unicode.Scalar
    /// The place on a line that a way began at.
    let start: Unicode.Scalar
    /// A minute in which a price rose, and one in which it fell.
    let rose: Unicode.Scalar
    let fell: Unicode.Scalar
    /// A minute at which an alert fired.
    let fire: Unicode.Scalar
    /// A rule that has fired, one that waits out a time, one that is armed, one that is silenced.
    let rules: [Unicode.Scalar]
    /// A piece of a broken line from left to right.
    let dash: Unicode.Scalar
    /// An hour that is known whole, and one that is in part.
    let whole: Unicode.Scalar
    let partial: Unicode.Scalar
    /// Bars that grow upwards, lowest first; the last one fills the cell.
    let risers: [Unicode.Scalar]
    /// Bars that grow to the right, shortest first; the last one fills the cell.
    let bars: [Unicode.Scalar]
    /// The empty part of a bar.
    let track: Unicode.Scalar

    /// The symbols with quarter blocks in place of braille.
    var withBlocks: Symbols {
        var symbols = self
        symbols.isBlocks = true
        return symbols
    }

    /// Those of a console of the kernel: what is beyond ASCII may be drawn if somebody asks for it.
    package static let console: Symbols = {
        var symbols = unicode
        symbols.isConsole = true
        return symbols
    }()

    package static let unicode = Symbols(
        isASCII: false, ellipsis: "…", up: "▲", down: "▼", good: "✓", bad: "✗", missing: "–",
        pointer: "▸", pointerBack: "◂", star: "★",
        separator: "·", hole: "·", horizontal: "─", vertical: "│", pole: "┊",
        corners: ["╭", "╮", "╰", "╯"], textEnds: ["┐", "┌", "┘", "└"],
        digits: ["¹", "²", "³", "⁴"],
        scroll: "┃", tick: "┴", level: "┤", bar: "━", dot: "●", start: "╋",
        rose: "╹", fell: "╻", fire: "▼", rules: ["●", "◐", "○", "z"], dash: "╌", whole: "▪",
        partial: "▫",
        risers: ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"],
        bars: ["▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"], track: "─")

    package static let ascii = Symbols(
        isASCII: true, ellipsis: "~", up: "+", down: "-", good: "+", bad: "!", missing: "-",
        pointer: ">", pointerBack: "<", star: "*",
        separator: "|", hole: ".", horizontal: "-", vertical: "|", pole: ":",
        corners: ["+", "+", "+", "+"], textEnds: [" ", " ", " ", " "],
        digits: ["1", "2", "3", "4"],
        scroll: "#", tick: "+", level: "|", bar: "=", dot: "o", start: "|",
        rose: "'", fell: ",", fire: "v", rules: ["*", "~", "o", "z"], dash: "-", whole: "#",
        partial: "+",
        risers: ["_", ".", "-", "=", "*", "#"], bars: ["#"], track: "-")
}
