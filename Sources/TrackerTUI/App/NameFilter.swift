/// Narrows a list to the names that hold each of the words; upper and lower case are the same.
struct NameFilter: Hashable, Sendable {
    var text = ""

    /// More is not taken: nobody types so much, but a paste may hold anything.
    static let longest = 64

    var isEmpty: Bool { words.isEmpty }

    private var words: [String] { text.lowercased().split(separator: " ").map(String.init) }

    func narrowed<Element>(_ list: [Element], by name: (Element) -> String) -> [Element] {
        let words = words
        guard !words.isEmpty else { return list }
        return list.filter { element in words.allSatisfy { name(element).contains($0) } }
    }
}
