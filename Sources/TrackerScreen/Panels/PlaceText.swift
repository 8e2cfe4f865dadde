/// A place among the pairs of a market by variance, in as many words as there is room for.
struct PlaceText {
    let place: Int
    let count: Int
    /// The pairs that could have a place and have none: why one number is not the other.
    let without: Int
    /// Whether the history of others is still being loaded: then the place is not the last word.
    let isSoFar: Bool

    /// What is said of the place, most first; each in words, the longest form first.
    private var forms: [[String]] {
        let (place, all) = (Numbers.count(place), Numbers.count(count))
        let ending = isSoFar ? " so far" : ""
        let which = self.place == 1 ? "largest" : Numbers.ordinal(self.place) + " largest"
        let short = [
            "\(which) of \(all)", "place \(place) of \(all)",
            "\(place) of \(all)",
        ].map { $0 + ending }
        let least = ["\(place)/\(all)" + (isSoFar ? "…" : "")]
        guard without > 0, !isSoFar else { return [short, least] }
        return [short.map { "\($0), \(Numbers.count(without)) without" }, short, least]
    }

    /// Writes a figure in the longest form that fits, the place behind it.
    ///
    /// `figures`: the figure in words, the longest form first. The place is worth more than the
    /// words of the figure.
    /// - Returns: the first column behind it.
    @discardableResult
    func draw(after figures: [String], at x: Int, on canvas: inout Canvas) -> Int {
        let room = max(0, canvas.width - x)
        // A market may have thousands of pairs: the words of the place go first, then the figure's.
        let pairs = forms.flatMap { forms in
            figures.flatMap { figure in forms.map { (figure, $0) } }
        }
        guard
            let (figure, form) = pairs.first(where: {
                $0.0.cellWidth + 2 + $0.1.cellWidth <= room
            }) ?? pairs.last
        else { return x }
        let taken = canvas.write(figure, at: Point(x, 0), style: isSoFar ? .dim : .strong)
        let text = ("  " + form).cut(to: max(0, room - taken))
        return x + taken
            + canvas.write(text, at: Point(x + taken, 0), style: isSoFar ? .dim : .plain)
    }
}
