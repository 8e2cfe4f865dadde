/// The order in which things came the last time: most likely they come in that order again.
///
/// An exchange answers with the same symbols minute after minute. Comparing a symbol with the one
/// that is expected costs a tenth of looking it up in a dictionary, and a dictionary is needed only
/// for what is new or out of order:
///
/// ```swift
/// var next = 0
/// for pair in pairs {
///     let place = order.place(from: &next) { $0 == pair } ?? places[pair]
/// }
/// ```
struct ExpectedOrder<Element: Sendable>: Sendable {
    private(set) var elements: [Element]

    /// The number of elements that may be missing at one place before the search gives up.
    static var reach: Int { 16 }

    init(_ elements: [Element] = []) { self.elements = elements }

    var count: Int { elements.count }

    subscript(place: Int) -> Element { elements[place] }

    /// Finds an element among the next `reach` ones.
    ///
    /// `next` is where the element is expected, from 0; afterwards it is behind the one that was
    /// found, and unchanged if there is none.
    /// - Returns: the place of the first element that is meant; `nil` says only that it is not near.
    @inline(__always)
    func place(from next: inout Int, where isMeant: (Element) -> Bool) -> Int? {
        let end = min(next + Self.reach, elements.count)
        var place = next
        while place < end {
            if isMeant(elements[place]) {
                next = place + 1
                return place
            }
            place += 1
        }
        return nil
    }

    mutating func append(_ element: Element) { elements.append(element) }

    /// Expects another order from now on, unless it has less than half of the elements: a part
    /// that came late is not the order of the whole.
    mutating func learn(_ order: [Element]) {
        if order.count * 2 >= elements.count { elements = order }
    }

    /// Forgets elements that no longer come.
    mutating func removeAll(where hasLeft: (Element) -> Bool) { elements.removeAll(where: hasLeft) }
}
