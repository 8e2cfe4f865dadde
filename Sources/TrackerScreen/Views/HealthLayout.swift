import TrackerEngine

/// Where everything is in the view of the sources: they, why the chosen one fails, its requests,
/// the proxies.
///
/// Wide screens put the requests to the right. Small ones give up the proxies first.
struct HealthLayout: Hashable, Sendable {
    private(set) var title: Rect
    /// A row a source.
    private(set) var sources = Rect(.zero)
    private(set) var reason = Rect(.zero)
    private(set) var requests = Rect(.zero)
    private(set) var proxies = Rect(.zero)
    /// The row with the heads of the sources' columns; empty where there is none.
    private(set) var heads = Rect(.zero)
    /// A column between the halves; empty where they are on top of each other.
    private(set) var separator = Rect(.zero)
    /// Why the chosen one fails, in lines that fit; as many as there is room for.
    private(set) var reasonLines: [String] = []

    /// `chosen` is the place of the chosen source, `size` that of the body of the screen.
    init(_ state: State, _ chosen: Int, in size: Size) {
        let rest: Rect
        (title, rest) = Rect(size).splitTop(1)
        let known = state.snapshot.sources
        let wanted =
            rest.height >= 6 ? min(state.surroundings.proxies.count, max(1, rest.height / 8)) : 0
        let upper: Rect
        (upper, proxies) = rest.splitBottom(wanted)
        let text = known.indices.contains(chosen) ? Self.reason(known[chosen]) : ""
        if size.width >= 150, size.height >= 8 {
            stand(in: upper, text)
        } else {
            stack(in: upper, text, known.count)
        }
    }

    private mutating func stand(in rest: Rect, _ text: String) {
        let (left, others) = rest.splitLeft(rest.width / 2)
        let (line, right) = others.splitLeft(1)
        separator = line
        (heads, sources) = left.splitTop(Self.heads(left.height))
        reasonLines = Self.lines(text, right.width, most: max(1, right.height / 3))
        (reason, requests) = right.splitTop(reasonLines.count)
    }

    private mutating func stack(in rest: Rect, _ text: String, _ count: Int) {
        let under: Rect
        (heads, under) = rest.splitTop(rest.height >= 8 ? 1 : 0)
        let room = under.height
        reasonLines = room >= 3 ? Self.lines(text, rest.width, most: room >= 10 ? 3 : 1) : []
        let least = room >= 12 ? 7 : room >= 4 ? 2 : 0
        let rows = min(count, max(1, room - reasonLines.count - least))
        let below: Rect
        (sources, below) = under.splitTop(rows)
        (reason, requests) = below.splitTop(reasonLines.count)
    }

    private static func reason(_ source: SourceHealth) -> String {
        if let failure = source.failure { return failure.reason }
        guard source.rejected > 0 else { return "" }
        let count = "\(source.name): \(PollText.leftOut(source.rejected))"
        return source.firstRejection.map { "\(count): \($0)" } ?? count
    }

    private static func lines(_ text: String, _ width: Int, most: Int) -> [String] {
        guard !text.isEmpty else { return [] }
        let lines = text.wrapped(width - 3)
        // Where not all of it fits the last line shows that.
        return lines.count <= most
            ? lines : lines.prefix(most - 1) + [lines[(most - 1)...].joined(separator: " ")]
    }

    /// The rows for the heads of the columns in a table of a height: 1, or 0 where rows are few.
    static func heads(_ height: Int) -> Int { height >= 4 ? 1 : 0 }

    /// The rows of the table of requests, below its title and heads.
    var requestRows: Rect { requests.splitTop(1 + Self.heads(requests.height)).rest }

    /// The first source to show, so that the chosen one is in the middle where that can be.
    func firstSource(_ chosen: Int, of count: Int) -> Int {
        let rows = sources.height
        return min(max(0, chosen - rows / 2), max(0, count - rows))
    }

    /// The first request to show, so that no row stays empty.
    func clamped(_ top: Int, of count: Int) -> Int {
        min(max(0, top), max(0, count - requestRows.height))
    }
}
