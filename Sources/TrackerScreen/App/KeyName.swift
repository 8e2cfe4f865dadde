/// The names of keys in the configuration and in the help.
package enum KeyName {
    private static let named: [(Key, String)] = [
        (.up, "Up"), (.down, "Down"), (.left, "Left"), (.right, "Right"), (.home, "Home"),
        (.end, "End"), (.pageUp, "PgUp"), (.pageDown, "PgDn"), (.tab, "Tab"),
        (.backTab, "Shift-Tab"), (.enter, "Enter"), (.escape, "Esc"), (.backspace, "Backspace"),
        (.delete, "Del"), (.insert, "Ins"), (.character(" "), "Space"),
    ]

    /// `x`, `C-r`, `F5`, `PgUp`: upper and lower case count for single letters only.
    ///
    /// - Returns: `nil` for what is no name of a key.
    package static func key(_ text: String) -> Key? {
        if text.count == 1, let character = text.first { return typed(character) }
        let lower = text.lowercased()
        if let found = named.first(where: { $0.1.lowercased() == lower }) { return found.0 }
        if lower.hasPrefix("c-"), let letter = lower.dropFirst(2).first, lower.count == 3,
            letter.isASCII, letter.isLetter || "@[\\]^_".contains(letter)
        {
            return .control(letter)
        }
        if lower.hasPrefix("f"), let number = Int(lower.dropFirst()), (1...12).contains(number) {
            return .function(number)
        }
        return nil
    }

    private static func typed(_ character: Character) -> Key? {
        let isTyped = character.unicodeScalars.allSatisfy {
            GlyphWidth($0) != .dropped && $0.value > 0x20 && $0.value != 0x7F
        }
        return isTyped ? .character(character) : nil
    }

    /// The key as help and hints show it: arrows as arrows, Enter as its sign, the rest as the
    /// configuration names it.
    static func sign(_ key: Key) -> String {
        switch key {
        case .up: "↑"
        case .down: "↓"
        case .left: "←"
        case .right: "→"
        case .enter: "↵"
        default: text(key)
        }
    }

    /// Several keys in a hint: `↑↓`, `PgUp PgDn`; `nil` for none.
    static func signs(_ keys: [Key]) -> String? {
        let signs = keys.map(sign)
        let areArrows = signs.allSatisfy { "↑↓←→".contains($0) }
        return signs.isEmpty ? nil : signs.joined(separator: areArrows ? "" : " ")
    }

    /// The keys of a hint, as `signs` joins them.
    static func keys(ofSigns names: String) -> [Key] {
        names.split(separator: " ").flatMap { name -> [Key] in
            let arrows = name.compactMap { arrow[$0] }
            if arrows.count == name.count { return arrows }
            return name == "↵" ? [.enter] : key(String(name)).map { [$0] } ?? []
        }
    }

    private static let arrow: [Character: Key] = ["↑": .up, "↓": .down, "←": .left, "→": .right]

    /// Names of keys as hints have them, in signs that the screen can show.
    static func shown(_ names: String, in symbols: Symbols) -> String {
        symbols.isASCII ? names.map { $0 == "↵" ? "Enter" : String($0) }.joined() : names
    }

    /// Reads back as the same key.
    package static func text(_ key: Key) -> String {
        if let found = named.first(where: { $0.0 == key }) { return found.1 }
        return switch key {
        case .character(let character): String(character)
        case .control(let letter): "C-\(letter)"
        case .function(let number): "F\(number)"
        default: "?"
        }
    }
}
