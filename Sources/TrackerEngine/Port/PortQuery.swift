/// The parameters of a request's query that an answer may depend on (`?age=300`).
struct PortQuery: Hashable, Sendable {
    private struct Parameter: Hashable, Sendable {
        let name: String
        let value: String
    }

    // Nearly always empty: as an array it costs a request next to nothing.
    private var parameters: [Parameter] = []
    /// Whether parameters that no route has come along and mean nothing; of a repeated one the first
    /// counts then, and an empty one is as good as none.
    private let isLenient: Bool
    /// The first of its escapes that cannot be decoded.
    private(set) var fault: EscapeFault?

    init(passingOver isLenient: Bool = false) { self.isLenient = isLenient }

    /// Adds a parameter as it was sent, with its escapes.
    ///
    /// `known`: the names of all that mean something, for a query that passes over others.
    mutating func append(_ name: String, _ value: String, known: Set<String> = []) {
        do throws(EscapeFault) {
            let name = try PathSegments.decoded(name)
            if isLenient, !known.contains(name) { return }
            let value = try PathSegments.decoded(value)
            if isLenient, value.isEmpty || self[name] != nil { return }
            parameters.append(Parameter(name: name, value: value))
        } catch {
            fault = fault ?? error
        }
    }

    /// The value of a parameter.
    subscript(name: String) -> String? { parameters.first { $0.name == name }?.value }

    /// What is wrong with the parameters for a route that has those of `names`, in words: one that it
    /// does not have, one without a value, one that is there twice.
    func fault(among names: Set<String>) -> String? {
        if isLenient { return nil }
        var seen: Set<String> = []
        for parameter in parameters {
            let name = parameter.name.plain(upTo: 40)
            guard names.contains(parameter.name) else {
                return "Unknown parameter \"\(name)\"; \(Self.remedy(name, names))"
            }
            if parameter.value.isEmpty { return "The parameter \(name) has no value." }
            guard seen.insert(name).inserted else { return "The parameter \(name) appears twice." }
        }
        return nil
    }

    private static func remedy(_ name: String, _ names: Set<String>) -> String {
        let names = names.sorted()
        // Of a short name, three other letters are another name.
        if let nearest = NearestName.to(name, among: names, within: min(3, name.count - 1)) {
            return "did you mean \(nearest)?"
        }
        return names.isEmpty
            ? "the path has none." : "the path has \(names.joined(separator: ", "))."
    }

    /// The memory that it holds, in bytes.
    var weight: Int {
        parameters.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count + 32 }
    }
}
