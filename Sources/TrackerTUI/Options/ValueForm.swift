import TrackerEngine
import TrackerScreen

/// The form of an option's value: how a word of the command line and a value of the configuration
/// become a `Value`, and what is allowed, in words.
struct ValueForm<Value: Sendable>: Sendable {
    /// The end of "must be …".
    let expected: String
    /// `nil` for a word that is not allowed.
    let fromWord: @Sendable (String) -> Value?
    /// `nil` for a value that is not allowed.
    let fromSetting: @Sendable (SettingValue) -> Value?

    /// A text, the same in the configuration as on the command line.
    static func text(
        _ expected: String, _ read: @escaping @Sendable (String) -> Value?
    ) -> ValueForm {
        ValueForm(expected: expected, fromWord: read) { setting in
            if case .text(let text) = setting { read(text) } else { nil }
        }
    }

    /// A whole number, which the configuration writes as one too.
    static func number(
        _ expected: String, _ read: @escaping @Sendable (Int) -> Value?
    ) -> ValueForm {
        ValueForm(expected: expected, fromWord: { Int($0).flatMap(read) }) { setting in
            if case .integer(let number) = setting { read(number) } else { nil }
        }
    }

    /// One of several texts, each with its value.
    static func choice(_ values: KeyValuePairs<String, Value>) -> ValueForm {
        let table = values.map { (name: $0.key, value: $0.value) }
        let names = table.map(\.name)
        let expected = names.dropLast().joined(separator: ", ") + " or \(names.last ?? "")"
        return text(expected) { word in table.first { $0.name == word }?.value }
    }
}

extension ValueForm where Value: CaseIterable & RawRepresentable<String> & SendableMetatype {
    /// One of the names of a type's cases.
    static var name: ValueForm {
        text("one of \(Value.allCases.map(\.rawValue).joined(separator: ", "))") {
            Value(rawValue: $0)
        }
    }
}

extension ValueForm<Int> {
    static func number(_ range: ClosedRange<Int>) -> ValueForm {
        number("a whole number from \(range.lowerBound) to \(range.upperBound)") {
            range.contains($0) ? $0 : nil
        }
    }
}

extension ValueForm<Duration> {
    /// Whole seconds.
    static func seconds(_ range: ClosedRange<Duration>) -> ValueForm {
        let bounds = (range.lowerBound.components.seconds, range.upperBound.components.seconds)
        return number("a whole number from \(bounds.0) to \(bounds.1)") {
            range.contains(.seconds($0)) ? .seconds($0) : nil
        }
    }
}

extension ValueForm<UInt64> {
    static var seed: ValueForm {
        ValueForm(expected: "a whole number, 0 or more", fromWord: { UInt64($0) }) { setting in
            if case .integer(let number) = setting { UInt64(exactly: number) } else { nil }
        }
    }
}

extension ValueForm<String> {
    /// The path of a file that is there.
    static var path: ValueForm { text("the path of a file") { $0.isEmpty ? nil : $0 } }

    /// The path of a file that may have to be made: no folder.
    static var newPath: ValueForm {
        text("the path of a file") { $0.isEmpty || $0.hasSuffix("/") ? nil : $0 }
    }

    /// A line of text.
    static var line: ValueForm { text("text, not empty") { $0.isEmpty ? nil : $0 } }

    /// A URL that can be fetched.
    static var url: ValueForm {
        text("a URL that begins with http:// or https://") { text in
            text.hasPrefix("http://") || text.hasPrefix("https://") ? text : nil
        }
    }
}

extension ValueForm<[String]> {
    /// Names of sources, in lower case: with commas between them, or a list in the configuration.
    static var sources: ValueForm {
        @Sendable func names(_ text: String) -> [String]? {
            let names = text.split(separator: ",", omittingEmptySubsequences: false)
                .map { $0.lowercased() }
            return names.contains("") ? nil : names
        }
        let expected =
            "names separated by commas: those that `tracker-tui sources` lists, exchanges, "
            + "all, cryptowatch, simulated"
        return ValueForm(expected: expected, fromWord: names) { setting in
            switch setting {
            case .text(let text): names(text)
            case .texts(let texts): names(texts.joined(separator: ","))
            case .integer, .flag: nil
            }
        }
    }
}

extension ValueForm<Market> {
    static var market: ValueForm { text(Name.expected) { try? Market($0) } }
}

extension ValueForm<Pair> {
    static var pair: ValueForm { text(Name.expected) { try? Pair($0) } }
}

/// A name of a market or a pair.
private enum Name {
    static let expected = "a name of 1 to 128 bytes, with no blank at an end"
}

extension ValueForm<PortAddress> {
    /// A port of loopback.
    static var loopbackPort: ValueForm {
        number("a whole number from 1 to 65535") { number in
            UInt16(exactly: number).flatMap { $0 > 0 ? try? PortAddress(port: "\($0)") : nil }
        }
    }

    static var address: ValueForm {
        text("an address and a port, such as 192.0.2.1:8080 or [2001:db8::1]:8080") {
            try? PortAddress(listen: $0)
        }
    }
}

extension ValueForm<AllowedOrigin> {
    static var origin: ValueForm {
        text("an origin, such as https://app.example or http://localhost:3000, or * for all") {
            AllowedOrigin($0)
        }
    }
}

extension ValueForm<PairSort> {
    static var sort: ValueForm {
        let names = PairSort.names.joined(separator: ", ")
        return text("one of \(names); - before it reverses the order") { PairSort(text: $0) }
    }
}

extension ValueForm<Size> {
    /// Columns and rows of a picture, `100x30`.
    static var size: ValueForm {
        text("columns and rows from 20x8 to 500x200, such as 100x30") { text in
            let parts = text.split(separator: "x").compactMap { Int($0) }
            guard parts.count == 2, (20...500).contains(parts[0]), (8...200).contains(parts[1])
            else { return nil }
            return Size(width: parts[0], height: parts[1])
        }
    }
}
