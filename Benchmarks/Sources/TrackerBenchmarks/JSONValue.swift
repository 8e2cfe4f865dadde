import Foundation

/// Any JSON, to be changed and written again.
indirect enum JSONValue: Codable {
    case object([String: JSONValue])
    case list([JSONValue])
    case text(String)
    case number(Double)
    case flag(Bool)
    case null

    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if let members = try? value.decode([String: JSONValue].self) {
            self = .object(members)
        } else if let items = try? value.decode([JSONValue].self) {
            self = .list(items)
        } else if let text = try? value.decode(String.self) {
            self = .text(text)
        } else if let flag = try? value.decode(Bool.self) {
            self = .flag(flag)
        } else if let number = try? value.decode(Double.self) {
            self = .number(number)
        } else {
            self = .null
        }
    }

    func encode(to encoder: any Encoder) throws {
        var value = encoder.singleValueContainer()
        switch self {
        case .object(let members): try value.encode(members)
        case .list(let items): try value.encode(items)
        case .text(let text): try value.encode(text)
        case .number(let number): try value.encode(number)
        case .flag(let flag): try value.encode(flag)
        case .null: try value.encodeNil()
        }
    }

    /// Without a blank, members by name.
    func written() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }

    /// At the end of a path with dots between its steps; `nil` where nothing is.
    subscript(path: String) -> JSONValue? {
        get {
            path.split(separator: ".").reduce(self as JSONValue?) { $0?[step: String($1)] }
        }
        set {
            let steps = path.split(separator: ".", maxSplits: 1).map(String.init)
            guard let first = steps.first else { return self = newValue ?? .null }
            var inner = self[step: first] ?? .object([:])
            inner[steps.count > 1 ? steps[1] : ""] = newValue
            self[step: first] = inner
        }
    }

    private subscript(step step: String) -> JSONValue? {
        get {
            switch self {
            case .object(let members): members[step]
            case .list(let items):
                Int(step).flatMap { items.indices.contains($0) ? items[$0] : nil }
            default: nil
            }
        }
        set {
            if case .object(var members) = self {
                members[step] = newValue
                self = .object(members)
            } else if case .list(var items) = self, let index = Int(step), let newValue {
                items[index] = newValue
                self = .list(items)
            }
        }
    }

    /// Of a number, or of a text that is one.
    var amount: Double? {
        switch self {
        case .number(let number): number
        case .text(let text): Double(text)
        default: nil
        }
    }

    /// What an object or a list holds.
    var members: [JSONValue] {
        switch self {
        case .object(let members): members.sorted { $0.key < $1.key }.map(\.value)
        case .list(let items): items
        default: []
        }
    }
}
