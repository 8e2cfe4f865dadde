/// Rules as a file has them, which `AlertForm` reads back: the other way of it.
extension AlertRule {
    /// A table of TOML, `[[alert]]` and a line for each key that is not as it would be without.
    package var toml: String {
        let s = sensitivity
        var lines = ["[[alert]]", "name = \(Self.quoted(name))"]
        let places = scope.parts.map { Self.quoted($0.text) }
        let isOne = places.count == 1
        lines.append("on = \(isOne ? places[0] : "[\(places.joined(separator: ", "))]")")
        lines.append("when = \(Self.quoted(conditionText))")
        if let channels = delivery.channels {
            lines.append("to = [\(channels.map(Self.quoted).joined(separator: ", "))]")
        }
        if s.hold > 0 { lines.append("for = \"\(s.hold)m\"") }
        if let margin = s.margin { lines.append("rearm = \(Self.text(margin))") }
        if let minutes = s.coolDown { lines.append("cool-down = \"\(minutes)m\"") }
        if let day = s.lastDay { lines.append("expires = \"\(day)\"") }
        if let steps = s.steps { lines.append("step = \(steps)") }
        if let tells = s.tellsEnd { lines.append("end = \(tells)") }
        let flags = [
            ("once", s.isOnce), ("urgent", delivery.isUrgent), ("at-start", s.firesAtStart),
            ("live", s.isLive), ("thin", s.includesThin),
        ]
        lines += flags.filter(\.1).map { "\($0.0) = true" }
        if let title = delivery.title { lines.append("title = \(Self.quoted(title.source))") }
        if let text = delivery.text { lines.append("text = \(Self.quoted(text.source))") }
        return lines.joined(separator: "\n") + "\n"
    }

    /// A basic string of TOML 1.0.
    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            default:
                if scalar.value < 0x20 || scalar.value == 0x7F {
                    let digits = String(scalar.value, radix: 16)
                    result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                } else {
                    result.unicodeScalars.append(scalar)
                }
            }
        }
        return result + "\""
    }

    private static func text(_ margin: Margin) -> String {
        switch margin {
        case .absolute(let number): quoted(AlertNumber.text(number))
        case .share(let share):
            // A hundred times it may lie a bit beside what reads back to the same.
            quoted(AlertNumber.text(percent(share)) + "%")
        }
    }

    private static func percent(_ share: Double) -> Double {
        let number = share * 100
        let candidates = [number, number.nextUp, number.nextDown]
        return candidates.first { $0 / 100 == share } ?? number
    }
}
