/// How wild a pair is among those of its market, in fifths.
struct HeatStep: Hashable, Sendable {
    /// From 0, the calmest fifth, to 4.
    let number: Int

    /// The fifth of a place, 1 for the wildest of `count`.
    init(place: Int, of count: Int) {
        number = count > 0 ? min(4, max(0, (count - place) * 5 / count)) : 0
    }

    var style: Style {
        let meanings: [Style.Meaning] = [.heat0, .heat1, .heat2, .heat3, .heat4]
        return Style(meanings[number])
    }
}
