import Testing

@testable import TrackerEngine

struct NearestNameTests {
    private static let names = ["top", "price", "sources", "opeth", "batusd"]

    @Test(
        arguments: [
            ("tpo", "top"), ("topp", "top"), ("prcie", "price"), ("prise", "price"),
            ("soruces", "sources"), ("source", "sources"), ("foo", nil), ("nine", nil), ("x", nil),
            ("", nil), ("somewhere", nil),
        ] as [(String, String?)])
    func `a name is suggested if it is near, and changed letters over are one change`(
        name: String, nearest: String?
    ) {
        #expect(NearestName.to(name, among: Self.names) == nearest)
    }
}
