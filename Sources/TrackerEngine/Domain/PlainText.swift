extension Unicode.Scalar {
    /// Whether the scalar draws nothing by itself, or changes how others are drawn.
    ///
    /// These are the control characters, which a terminal obeys (C0, DEL and C1), line and paragraph
    /// separators, and what Unicode ignores by default: marks of writing direction, joiners,
    /// variation selectors, the byte order mark.
    package var isInvisible: Bool {
        // U+00AD is the soft hyphen.
        guard value >= 0x300 else {
            return value < 0x20 || (0x7F..<0xA0).contains(value) || value == 0xAD
        }
        if properties.isDefaultIgnorableCodePoint || properties.isBidiControl { return true }
        return switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}

extension StringProtocol {
    /// The text as one line that does no harm on a terminal, in a log and in a message.
    ///
    /// Every invisible scalar, line breaks included, becomes a question mark. A text of more than
    /// `longest` scalars is cut behind a whole character and ends with `…`.
    ///
    /// ```swift
    /// "btc\u{1B}[2Jusd".plain(upTo: 8)  // "btc?[2Ju…"
    /// ```
    package func plain(upTo longest: Int = .max) -> String {
        var text = ""
        var count = 0
        for character in self {
            count += character.unicodeScalars.count
            guard count <= longest else { return text + "…" }
            for scalar in character.unicodeScalars {
                text.unicodeScalars.append(scalar.isInvisible ? "?" : scalar)
            }
        }
        return text
    }

    /// The text with its line breaks, every line of it plain.
    package var plainLines: String {
        split(separator: "\n", omittingEmptySubsequences: false).map { $0.plain() }
            .joined(separator: "\n")
    }

    /// The beginning of the text that has at most so many bytes of UTF-8, of whole characters; `…`
    /// stands at the end of one that was cut.
    package func cut(toBytes most: Int) -> String {
        guard utf8.count > most else { return String(self) }
        var text = ""
        var count = "…".utf8.count
        for character in self {
            count += character.utf8.count
            guard count <= most else { break }
            text.append(character)
        }
        return text + "…"
    }
}
