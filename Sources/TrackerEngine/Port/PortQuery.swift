/// The parameters of a request's query that an answer may depend on (`?age=300`).
struct PortQuery: Hashable, Sendable {
    private struct Parameter: Hashable, Sendable {
        let name: String
        let value: String
    }

    // Nearly always empty: as an array it costs a request next to nothing.
    private var parameters: [Parameter] = []
    /// Whether one of them has a broken escape.
    private(set) var isBroken = false

    /// Adds a parameter as it was sent, with its escapes; of a repeated one the first counts, and an
    /// empty one is as good as none.
    ///
    /// Parameters that are not `known` come along with many requests and mean nothing.
    mutating func append(_ name: String, _ value: String, known: Set<String>) {
        guard let name = PathSegments.decoded(name), known.contains(name) else { return }
        guard let value = PathSegments.decoded(value) else {
            isBroken = true
            return
        }
        if !value.isEmpty, self[name] == nil {
            parameters.append(Parameter(name: name, value: value))
        }
    }

    /// The value of a parameter.
    subscript(name: String) -> String? { parameters.first { $0.name == name }?.value }

    /// The memory that it holds, in bytes.
    var weight: Int {
        parameters.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count + 32 }
    }
}
