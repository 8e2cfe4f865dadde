import CNcurses
import Glibc
import TrackerEngine
import TrackerScreen

/// The locale that says which characters the terminal shows.
struct CharacterLocale: Hashable, Sendable {
    /// Whether text goes out as UTF-8; only ASCII is drawn otherwise.
    private(set) var isUTF8 = true
    /// What is unusual about it, and the cure.
    private(set) var remark: String?
    /// Whether nobody can have meant it: no locale is set, or one that is not installed.
    private(set) var isSurprising = false

    /// The variables that name it, the strongest first.
    static let variables = ["LC_ALL", "LC_CTYPE", "LANG"]
    private static let cure = "LC_ALL=C.UTF-8 tracker-tui draws charts in full."

    /// Adopts the locale that the environment names, or C.UTF-8 for a UTF-8 locale that is not
    /// installed.
    ///
    /// `wanted` is the name that the environment gives. `set` adopts a locale by its name, "" for that
    /// of the environment, and returns whether its text is UTF-8, `nil` if it is not installed.
    init(_ wanted: String?, set: (String) -> Bool?) {
        let shown = (wanted ?? "").plain(upTo: 40)
        if let found = set("") {
            isUTF8 = found
            isSurprising = !found && wanted == nil
            if !found {
                remark =
                    wanted == nil
                    ? "No LANG is set, so only ASCII is drawn. \(Self.cure)"
                    : "The locale \(shown) is not UTF-8, so only ASCII is drawn. \(Self.cure)"
            }
        } else if let wanted, Self.isNamedUTF8(wanted),
            set("C.UTF-8") == true || set("C.utf8") == true
        {
            remark = "The locale \(shown) is not installed: C.UTF-8 is used."
        } else {
            (isUTF8, isSurprising) = (false, true)
            remark = "The locale \(shown) is not installed, so only ASCII is drawn. \(Self.cure)"
        }
    }

    /// Whether a name ends as those of UTF-8 do, but for a modifier: `de_DE.utf8@euro`.
    private static func isNamedUTF8(_ name: String) -> Bool {
        let codeset = name.prefix { $0 != "@" }.split(separator: ".").dropFirst().last ?? ""
        return codeset.lowercased().filter { $0 != "-" } == "utf8"
    }

    /// Adopts that of the process, of which only what concerns characters: numbers keep their point
    /// everywhere.
    static func adopt() -> CharacterLocale {
        let wanted = variables.lazy.compactMap { Environment.value(of: $0) }.first { !$0.isEmpty }
        return CharacterLocale(wanted) { name in
            unsafe setlocale(LC_CTYPE, name) == nil ? nil : tt_codeset_is_utf8() != 0
        }
    }

    /// The signs to draw with; `isASCII`: nothing but ASCII is wanted.
    func symbols(on type: TerminalType, isASCII: Bool) -> Symbols {
        if isASCII || !isUTF8 { return .ascii }
        return type.isConsole ? .console : .unicode
    }
}

extension TerminalReport {
    /// `isASCIIWanted`: nothing but ASCII was asked for.
    init(_ locale: CharacterLocale, _ type: TerminalType, isASCIIWanted: Bool) {
        self.init(
            asciiReason: isASCIIWanted
                ? "--ascii was given: only ASCII is drawn."
                : locale.isUTF8 ? nil : locale.remark,
            remarks: [type.remark, locale.remark].compactMap(\.self))
        isConsole = type.isConsole
        if !isASCIIWanted, locale.isSurprising { notice = locale.remark }
    }
}
