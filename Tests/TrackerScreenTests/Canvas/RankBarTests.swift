import Testing

@testable import TrackerScreen

struct RankBarTests {
    @Test(arguments: [
        (0.0, "█────"), (0.001, "█────"), (0.5, "──█──"), (1, "────█"), (7, "────█"), (-1, "█────"),
    ])
    func `the mark stands where the share is`(share: Double, shown: String) {
        var canvas = Canvas.crossed(5, 1)
        RankBar(share).draw(on: &canvas, style: .accent)
        #expect(canvas.rows == [shown])
    }
}
