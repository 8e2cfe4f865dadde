import TrackerEngine

/// The lines of the settings.
enum Setting: Int, CaseIterable, Sendable {
    case theme, glyphs, mouse, sort, order

    var title: String {
        switch self {
        case .theme: "theme"
        case .glyphs: "glyphs"
        case .mouse: "mouse"
        case .sort: "sort pairs by"
        case .order: "order"
        }
    }
}

extension State {
    /// What was asked for at the start, or by a configuration that was read again.
    package mutating func adopt(_ settings: ScreenSettings) -> [Command] {
        (theme, glyphs, keys) = (settings.theme, settings.glyphs, settings.keys)
        if let wanted = settings.sort, wanted != sort {
            sort = wanted
            refreshPairs()
            scroll()
        }
        guard let wanted = settings.isMouseOn, wanted != isMouseOn else { return [.theme(theme)] }
        isMouseOn = wanted
        return [.theme(theme), .mouse(isMouseOn)]
    }

    /// A setting as it is, in a word.
    func value(of setting: Setting) -> String {
        switch setting {
        case .theme: theme.rawValue
        case .glyphs: glyphs.rawValue
        case .mouse: isMouseOn ? "on" : "off"
        case .sort: sort.column.title
        case .order: sort.isAscending ? "ascending" : "descending"
        }
    }

    /// The line of the configuration that keeps it so.
    func line(of setting: Setting) -> String {
        switch setting {
        case .theme: "theme = \"\(theme.rawValue)\""
        case .glyphs: "glyphs = \"\(glyphs.rawValue)\""
        case .mouse: "mouse = \(isMouseOn)"
        case .sort, .order: "sort = \"\(sort.text)\""
        }
    }

    mutating func pressInSettings(_ key: Key, _ row: Int) -> [Command] {
        let all = Setting.allCases
        switch key {
        case .escape, .character(","), .character("q"): overlay = .none
        case .right, .enter, .character("l"), .character(" "): return change(all[row], by: 1)
        case .left, .character("h"): return change(all[row], by: -1)
        case .character("t"): overlay = .selfTest
        default:
            switch keys.action(for: key, in: .pairs) {
            case .up?: overlay = .settings(row: max(0, row - 1))
            case .down?: overlay = .settings(row: min(all.count - 1, row + 1))
            case .suspend?: return [.suspend]
            default: break
            }
        }
        return []
    }

    private mutating func change(_ setting: Setting, by step: Int) -> [Command] {
        switch setting {
        case .theme:
            theme = Self.moved(theme, by: step)
            return [.theme(theme)]
        case .glyphs: glyphs = Self.moved(glyphs, by: step)
        case .mouse:
            isMouseOn.toggle()
            return [.mouse(isMouseOn)]
        case .sort: sort.column = Self.moved(sort.column, by: step)
        case .order: sort.isAscending.toggle()
        }
        refreshPairs()
        scroll()
        return []
    }

    private static func moved<Value: CaseIterable & Equatable>(
        _ value: Value, by step: Int
    ) -> Value {
        let all = Array(Value.allCases)
        let place = all.firstIndex(of: value) ?? 0
        return all[(place + step + all.count) % all.count]
    }
}
