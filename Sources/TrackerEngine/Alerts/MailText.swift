/// Text as mail carries it: ASCII in lines of at most 76 characters.
enum MailText {
    /// The longest encoded word, RFC 2047, section 2.
    private static let longestWord = 75
    /// What it begins and ends with.
    private static let wordStart = "=?UTF-8?B?"
    private static let wordEnd = "?="

    /// The text of a header in one line: blanks between words, what is not ASCII in encoded words.
    ///
    /// Controls become question marks. Blanks at the ends and beside blanks go. `column`: how much of
    /// the first line is taken already.
    static func header(_ text: String, from column: Int) -> String {
        let words = text.plain(upTo: 600).split(separator: " ")
        let plain = words.joined(separator: " ")
        let isFine = plain.utf8.allSatisfy { (0x20...0x7E).contains($0) }
        // A long word could not be folded, and what looks encoded would be read as that.
        if isFine, !plain.contains("=?"), words.allSatisfy({ $0.utf8.count < 60 }) { return plain }
        return encodedWords(plain, from: column).joined(separator: " ")
    }

    private static func encodedWords(_ text: String, from column: Int) -> [String] {
        // Three bytes make four letters of base64.
        func bytes(in columns: Int) -> Int {
            (columns - wordStart.utf8.count - wordEnd.utf8.count) / 4 * 3
        }
        let (first, other) = (
            bytes(in: min(longestWord, MailForm.width - column)), bytes(in: longestWord)
        )
        var words: [[UInt8]] = [[]]
        for scalar in text.unicodeScalars {
            let bytes = Array(String(scalar).utf8)
            let room = words.count == 1 ? first : other
            if words[words.count - 1].count + bytes.count > room { words.append([]) }
            words[words.count - 1] += bytes
        }
        return words.map { wordStart + base64($0) + wordEnd }
    }

    static func base64(_ bytes: [UInt8]) -> String {
        let alphabet = Array(
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var text: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let part = bytes[start..<min(start + 3, bytes.count)]
            var number = part.reduce(0) { $0 << 8 | Int($1) }
            number <<= 8 * (3 - part.count)
            for place in 0..<4 {
                let digit = alphabet[number >> (18 - 6 * place) & 0x3F]
                text.append(place <= part.count ? digit : UInt8(ascii: "="))
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The lines of a text in quoted-printable, RFC 2045, section 6.7; blanks at the end of a line go.
    static func quotedPrintable(_ text: String) -> [String] {
        var all = text.split(separator: "\n", omittingEmptySubsequences: false)
        while all.last?.isEmpty == true { all.removeLast() }
        return all.flatMap { line -> [String] in
            var plain = Array(line.plain().utf8)
            while plain.last == UInt8(ascii: " ") { plain.removeLast() }
            return quotedLine(plain)
        }
    }

    private static func quotedLine(_ bytes: [UInt8]) -> [String] {
        var lines: [String] = []
        var line = ""
        // A mailbox may take a line that begins so for the next mail.
        let hasFrom = bytes.starts(with: "From ".utf8)
        for (place, byte) in bytes.enumerated() {
            let isPlain = (0x20...0x7E).contains(byte) && byte != UInt8(ascii: "=")
            let piece =
                isPlain && !(hasFrom && place == 0)
                ? String(Unicode.Scalar(byte))
                : "=" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            // One column is for the sign that the line goes on.
            if line.utf8.count + piece.utf8.count > MailForm.width - 1 {
                lines.append(line + "=")
                line = ""
            }
            line += piece
        }
        return lines + [line]
    }
}
