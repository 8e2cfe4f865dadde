extension AlertRule {
    /// The rule as the configuration has it, which `AlertForm` reads back: `[[alert]]` and its keys.
    public var configurationText: String {
        let s = sensitivity
        let on = scope.parts.map { Self.quoted($0.text) }
        let keys: [(key: String, value: String?)] = [
            ("name", Self.quoted(name)),
            ("on", on.count == 1 ? on[0] : "[\(on.joined(separator: ", "))]"),
            ("when", Self.quoted(conditionText)),
            ("for", s.hold == 0 ? nil : Self.time(s.hold)),
            ("rearm", s.margin.map(Self.text)),
            ("step", s.steps.map { "\($0)" }),
            ("cool-down", s.coolDown.map(Self.time)),
            ("once", s.isOnce ? "true" : nil),
            ("expires", s.expiry.map(Self.lastDay)),
            ("end", s.tellsEnd.map { "\($0)" }),
            ("at-start", s.firesAtStart ? "true" : nil),
            ("live", s.isLive ? "true" : nil),
            ("thin", s.includesThin ? "true" : nil),
            ("urgent", delivery.isUrgent ? "true" : nil),
            ("to", delivery.channels.map { "[\($0.map(Self.quoted).joined(separator: ", "))]" }),
            ("title", (delivery.title?.source).map(Self.quoted)),
            ("text", (delivery.text?.source).map(Self.quoted)),
        ]
        let lines = keys.compactMap { key, value in value.map { "\(key) = \($0)\n" } }
        return "[[alert]]\n" + lines.joined()
    }

    /// A text as TOML has it, in one line.
    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case _ where scalar.isInvisible:
                let digits = String(scalar.value, radix: 16)
                result += "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    private static func time(_ minutes: Int) -> String {
        let (number, unit) =
            minutes > 0 && minutes % Minute.perDay == 0
            ? (minutes / Minute.perDay, "d")
            : minutes > 0 && minutes % 60 == 0 ? (minutes / 60, "h") : (minutes, "m")
        return "\"\(number)\(unit)\""
    }

    private static func text(_ margin: Margin) -> String {
        switch margin {
        case .absolute(let number): return AlertNumber.text(number)
        case .share(let share):
            // The product may be off by a bit; what is written has to read back to the same share.
            let near = share * 100
            let percent = [near, near.nextDown, near.nextUp].first { $0 / 100 == share } ?? near
            return "\"\(AlertNumber.text(percent))%\""
        }
    }

    /// The day before the one that begins when the rule counts no more.
    private static func lastDay(_ expiry: Minute) -> String {
        "\"\(expiry.advanced(by: -1).start.iso.prefix(10))\""
    }
}
