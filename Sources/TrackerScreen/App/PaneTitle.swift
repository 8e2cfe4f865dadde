/// The texts in the frame of a pane: what it shows, what its keys do, how much there is.
///
/// A note that is a key's may be clicked. From the left: digit and name, then notes as far as there
/// is room; the last of them stays longest, whole notes go.
struct PaneTitle: Sendable {
    /// A piece of text in one style.
    typealias Piece = (text: String, style: Style)

    struct Note: Sendable {
        /// The texts, the longest one first.
        let forms: [[Piece]]
        /// Done when it is clicked in the frame of a pane; `nil`: nothing.
        let action: Action?
        /// The keys that a click stands for, one for each piece in the style of a key.
        ///
        /// A click beside them is the action, or without one the last key.
        let keys: [Key]
        /// Whether it goes last, after the name even.
        let isKept: Bool

        /// A note, in as many words as there is room for.
        init(
            _ forms: [[Piece]], action: Action? = nil, keys: [Key] = [], isKept: Bool = false
        ) {
            self.forms = forms
            self.action = action
            self.keys = keys
            self.isKept = isKept
        }

        /// A word with a key: the key's letter is set off in the word, or stands before it.
        ///
        /// `shorter`: the word where there is less room.
        init(_ word: String, shorter: String? = nil, key: String?, action: Action) {
            let words = [word] + (shorter.map { [$0] } ?? [])
            self.init(words.map { Self.pieces($0, key: key) }, action: action)
        }

        private static func pieces(_ word: String, key: String?) -> [Piece] {
            guard let key else { return [(word, .plain)] }
            if let first = word.first, String(first) == key {
                return [(key, .key), (String(word.dropFirst()), .plain)]
            }
            let isLetter = key.last?.isLetter ?? false
            return [(isLetter ? key + " " : key, .key), (word, .plain)]
        }

        /// The columns that a note which is kept has at any rate.
        fileprivate var least: Int { min(10, Self.width(forms.last ?? [])) }

        /// The key that a click at a column of one of the forms stands for.
        fileprivate func key(at column: Int, of pieces: [Piece]) -> Key? {
            var (right, number) = (0, 0)
            for piece in pieces {
                right += piece.text.cellWidth
                let isKey = piece.style == .key
                if column < right {
                    if isKey, number < keys.count { return keys[number] }
                    return action == nil ? keys.last : nil
                }
                if isKey { number += 1 }
            }
            return nil
        }

        static func width(_ pieces: [Piece]) -> Int { pieces.reduce(0) { $0 + $1.text.cellWidth } }
    }

    /// The name, the longest form first.
    let names: [[Piece]]
    let notes: [Note]
    /// How much there is, at the bottom.
    let count: String?

    init(names: [[Piece]], notes: [Note] = [], count: String? = nil) {
        self.names = names
        self.notes = notes
        self.count = count
    }

    /// The text of the name and of the notes, with their places in a frame of some width.
    ///
    /// A place is that of the text alone, without the signs around it. A frame without sides has the
    /// count at the end of its only line.
    func fitting(
        width: Int, hasSides: Bool = true
    ) -> (name: [Piece], notes: [(pieces: [Piece], note: Note, x: Int)]) {
        let width = width - (hasSides ? 0 : count.map { $0.cellWidth + 3 } ?? 0)
        // `╭─┐²name┌` takes six signs, a note two and the line before it one.
        let room = width - 7
        let kept = notes.filter(\.isKept)
        let least = kept.reduce(0) { $0 + $1.least + 3 }
        let name =
            names.first { Note.width($0) + least <= room }
            ?? Self.cut(names.last ?? [], to: room - least)
        var left = room - Note.width(name)
        var shown: [(pieces: [Piece], note: Note)] = []
        for note in kept {
            let own = left - (least - note.least - 3) - 3
            let form =
                note.forms.first { Note.width($0) <= own }
                ?? Self.cut(note.forms.last ?? [], to: own)
            shown.append((form, note))
            left -= Note.width(form) + 3
        }
        // The last come first.
        for note in notes.reversed() where !note.isKept {
            guard let form = note.forms.first(where: { Note.width($0) + 3 <= left }) else { break }
            shown.append((form, note))
            left -= Note.width(form) + 3
        }
        var x = width - 1
        // Kept ones stand at the right.
        let places = shown.map { entry -> (pieces: [Piece], note: Note, x: Int) in
            x -= Note.width(entry.pieces) + 3
            return (entry.pieces, entry.note, x + 1)
        }
        return (name, places)
    }

    private static func cut(_ pieces: [Piece], to columns: Int) -> [Piece] {
        var left = max(0, columns)
        var cut: [Piece] = []
        for piece in pieces where left > 0 {
            cut.append((piece.text.cut(to: left), piece.style))
            left -= piece.text.cellWidth
        }
        return cut
    }

    /// The action of the note at a column of the frame's first row.
    func action(at column: Int, width: Int, hasSides: Bool) -> Action? {
        note(at: column, width: width, hasSides: hasSides)?.note.action
    }

    /// The key that a click on the note at a column of the frame's first row stands for.
    func key(at column: Int, width: Int, hasSides: Bool) -> Key? {
        note(at: column, width: width, hasSides: hasSides).flatMap { entry in
            entry.note.key(at: column - entry.x, of: entry.pieces)
        }
    }

    private func note(
        at column: Int, width: Int, hasSides: Bool
    ) -> (pieces: [Piece], note: Note, x: Int)? {
        fitting(width: width, hasSides: hasSides).notes.first { entry in
            (entry.x..<entry.x + Note.width(entry.pieces)).contains(column)
        }
    }
}
