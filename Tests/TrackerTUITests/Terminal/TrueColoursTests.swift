import TestSupport
import Testing
import TrackerScreen

@testable import TrackerTUI

struct TrueColoursTests {
    @Test func `a number stands for one colour, and no number that is taken does`() {
        var colours = TrueColours()
        let number = colours.number(of: RGB(0x26364D), taken: [255, 254])
        #expect(number == 253 && colours.number(of: RGB(0x26364D), taken: []) == 253)
        #expect(colours.colour(of: 253) == RGB(0x26364D))
        for number in -1...300 where number != 253 { #expect(colours.colour(of: number) == nil) }
    }

    @Test func `with no number left the nearest of 256 does`() {
        var colours = TrueColours()
        let taken = Set(Int16(16)...255)
        #expect(colours.number(of: RGB(0xFE0001), taken: taken) == 196)
        #expect(colours.number(of: RGB(0x121212), taken: taken) == 233)
    }
}
