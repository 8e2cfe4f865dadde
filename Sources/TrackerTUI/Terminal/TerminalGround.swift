import TrackerEngine
import TrackerScreen

/// The colour that a terminal fills its screen with, as the terminal or its environment says.
enum TerminalGround {
    /// OSC 11: asks the terminal for it (xterm, "Control Sequences").
    static let question = Array("\u{1B}]11;?\u{1B}\\".utf8)

    /// The colour in an answer to OSC 11: `11;rgb:1e1e/1e1e/1e1e`, one to four digits a part.
    ///
    /// Without the control characters around it; `nil` for anything else.
    static func answered(_ bytes: [UInt8]) -> RGB? {
        let text = String(decoding: bytes, as: UTF8.self)
        guard let form = ["11;rgb:", "11;rgba:"].first(where: text.hasPrefix) else { return nil }
        let parts = text.dropFirst(form.count).split(
            separator: "/", omittingEmptySubsequences: false)
        let levels = parts.prefix(3).compactMap(level)
        guard parts.count == (form == "11;rgb:" ? 3 : 4), levels.count == 3 else { return nil }
        return RGB(red: levels[0], green: levels[1], blue: levels[2])
    }

    /// `f`, `ff`, `fff` and `ffff` are all of it (XParseColor).
    private static func level(_ digits: Substring) -> UInt8? {
        guard (1...4).contains(digits.count), digits.allSatisfy(\.isHexDigit),
            let value = Int(digits, radix: 16)
        else { return nil }
        let most = 1 << (4 * digits.count) - 1
        return UInt8((value * 255 + most / 2) / most)
    }

    /// The colour in `COLORFGBG`, the number of one of sixteen behind the last semicolon, in the tones
    /// of xterm; `nil` for anything else.
    static func named(_ colorFGBG: String?) -> RGB? {
        guard let number = colorFGBG?.split(separator: ";").last.flatMap({ Int($0) }),
            (0...15).contains(number)
        else { return nil }
        let tones: [UInt32] = [
            0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5,
            0x7F7F7F, 0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
        ]
        return RGB(tones[number])
    }

    /// Where the program runs.
    static var ofEnvironment: RGB? { named(Environment.value(of: "COLORFGBG")) }
}
