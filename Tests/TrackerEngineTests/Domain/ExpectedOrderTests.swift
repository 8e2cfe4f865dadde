import TestSupport
import Testing

@testable import TrackerEngine

struct ExpectedOrderTests {
    /// A sequence that is mostly in order: elements left out, new ones, repeated and moved ones.
    private static func sequence(_ order: [Int], _ random: inout SeededGenerator) -> [Int] {
        var sequence = order
        for _ in 0..<Int.random(in: 0...12, using: &random) {
            let place = Int.random(in: 0...sequence.count, using: &random)
            switch Int.random(in: 0..<4, using: &random) {
            case 0: sequence.insert(Int.random(in: 0..<400, using: &random), at: place)
            case 1: sequence.removeSubrange(place..<min(place + place % 40, sequence.count))
            case 2: sequence.insert(contentsOf: sequence.prefix(5), at: place)
            default: sequence.rotate(place)
            }
        }
        return sequence
    }

    @Test(arguments: UInt64(1)...100)
    func `any sequence gives what a dictionary gives`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let elements = Array((0..<200).shuffled(using: &random).prefix(Int(seed) * 2))
        let order = ExpectedOrder(elements)
        let places = Dictionary(uniqueKeysWithValues: elements.enumerated().map { ($1, $0) })
        var next = 0
        for element in Self.sequence(elements, &random) {
            let place = order.place(from: &next) { $0 == element }
            #expect(place == nil || place == places[element])
            #expect(place == nil || next == places[element].map { $0 + 1 })
        }
    }

    @Test func `the same order is found without a dictionary, with gaps below the reach`() {
        let order = ExpectedOrder(Array(0..<1000))
        for gap in 1...ExpectedOrder<Int>.reach {
            var next = 0
            for element in stride(from: gap - 1, to: 1000, by: gap) {
                #expect(order.place(from: &next) { $0 == element } == element)
            }
        }
        var next = 0
        #expect(order.place(from: &next) { $0 == ExpectedOrder<Int>.reach } == nil)
        #expect(next == 0)
    }

    @Test func `an empty order and its end find nothing`() {
        var next = 0
        #expect(ExpectedOrder<Int>().place(from: &next) { _ in true } == nil)
        next = 2
        #expect(ExpectedOrder([1, 2]).place(from: &next) { _ in true } == nil)
        next = 3
        #expect(ExpectedOrder([1, 2]).place(from: &next) { _ in true } == nil)
    }

    @Test func `less than half is no new order`() {
        var order = ExpectedOrder([1, 2, 3, 4])
        order.learn([4])
        #expect(order.elements == [1, 2, 3, 4])
        order.learn([4, 3])
        #expect(order.elements == [4, 3])
        order.removeAll { $0 == 4 }
        order.append(7)
        #expect(order.elements == [3, 7])
    }
}

extension Array {
    fileprivate mutating func rotate(_ count: Int) { self = Array(self[count...] + self[..<count]) }
}
