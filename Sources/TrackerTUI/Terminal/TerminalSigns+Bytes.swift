import TrackerEngine

extension TerminalSigns {
    /// The most bytes of a notification's text.
    static let longest = 200

    /// The bytes that ring a terminal and show it a text.
    ///
    /// `isPlain`: the terminal, or a program such as tmux between it and us, knows no notifications
    /// and may print them; it only rings.
    func bytes(_ text: String, isPlain: Bool) -> [UInt8] {
        let bell: [UInt8] = [0x07]
        let words = Self.words(text)
        switch self {
        case _ where isPlain: return bell
        case .bell: return bell
        case .osc9: return bell + Self.command("9;\(words)")
        case .osc99: return bell + Self.command("99;;\(words)")
        case .osc777: return bell + Self.command("777;notify;tracker-tui;\(words)")
        }
    }

    /// The text as it may stand in a sequence: ASCII of at most `longest` bytes, without a semicolon,
    /// beginning with a letter.
    ///
    /// A semicolon parts the text from its title, and a digit in front would make another command of
    /// it: `OSC 9;4` is a progress bar.
    static func words(_ text: String) -> String {
        var words = text.plain().unicodeScalars.reduce(into: "") { result, scalar in
            result += scalar.isASCII ? (scalar == ";" ? "," : String(scalar)) : "?"
        }
        if words.first?.isLetter != true { words = "Alert: \(words)" }
        return String(words.prefix(longest))
    }

    /// An operating system command, which ends with ST: a BEL there could ring once more.
    private static func command(_ text: String) -> [UInt8] {
        Array("\u{1B}]\(text)\u{1B}\\".utf8)
    }
}
