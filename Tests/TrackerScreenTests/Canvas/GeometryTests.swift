import Testing

@testable import TrackerScreen

struct GeometryTests {
    static let rect = Rect(x: 2, y: 3, width: 10, height: 5)

    @Test(arguments: [-1, 0, 1, 4, 5, 6, 10, 11])
    func `the parts cover the whole`(amount: Int) {
        let rect = Self.rect
        let top = rect.splitTop(amount)
        #expect(top.top.height + top.rest.height == rect.height)
        #expect(top.rest.y == top.top.bottom && top.rest.bottom == rect.bottom)
        let bottom = rect.splitBottom(amount)
        #expect(bottom.bottom.height == min(max(0, amount), rect.height))
        #expect(bottom.rest.bottom == bottom.bottom.y)
        let left = rect.splitLeft(amount)
        #expect(left.left.right == left.rest.x && left.rest.right == rect.right)
        let right = rect.splitRight(amount)
        #expect(right.right.width == min(max(0, amount), rect.width))
        #expect(right.rest.right == right.right.x)
    }

    @Test func `what two share is in both`() {
        let shared = Self.rect.intersection(Rect(x: 0, y: 0, width: 5, height: 5))
        #expect(shared == Rect(x: 2, y: 3, width: 3, height: 2))
        #expect(Self.rect.intersection(Rect(x: 50, y: 0, width: 5, height: 5)).isEmpty)
    }

    @Test func `the middle is cut to fit`() {
        #expect(
            Self.rect.centred(Size(width: 4, height: 99)) == Rect(x: 5, y: 3, width: 4, height: 5))
    }
}
