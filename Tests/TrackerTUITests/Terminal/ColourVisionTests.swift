import Glibc
import Testing
import TrackerScreen

@testable import TrackerTUI

/// How far rising and falling are apart for those who see fewer colours.
struct ColourVisionTests {
    /// The kinds of colour blindness, each with what it makes of linear RGB.
    ///
    /// (Machado, Oliveira and Fernandes, 2009, severity 1.)
    enum Vision: CaseIterable {
        case whole, protanopia, deuteranopia, tritanopia

        var rows: [[Double]] {
            switch self {
            case .whole: [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
            case .protanopia:
                [
                    [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
                    [-0.003882, -0.048116, 1.051998],
                ]
            case .deuteranopia:
                [
                    [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
                    [-0.011820, 0.042940, 0.968881],
                ]
            case .tritanopia:
                [
                    [1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
                    [0.004733, 0.691367, 0.303900],
                ]
            }
        }
    }

    private static func product(_ rows: [[Double]], _ vector: [Double]) -> [Double] {
        rows.map { zip($0, vector).map(*).reduce(0, +) }
    }

    /// A colour in OKLab as it is seen.
    ///
    /// (Ottosson, "A perceptual color space for image processing".)
    private static func lab(_ colour: RGB, _ vision: Vision) -> [Double] {
        let linear = [colour.red, colour.green, colour.blue].map { part -> Double in
            let share = Double(part) / 255
            return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
        }
        let seen = product(vision.rows, linear).map { min(1, max(0, $0)) }
        let cones = product(
            [
                [0.4122214708, 0.5363325363, 0.0514459929],
                [0.2119034982, 0.6806995451, 0.1073969566],
                [0.0883024619, 0.2817188376, 0.6299787005],
            ], seen)
        return product(
            [
                [0.2104542553, 0.7936177850, -0.0040720468],
                [1.9779984951, -2.4285922050, 0.4505937099],
                [0.0259040371, 0.7827717662, -0.8086757660],
            ], cones.map { cbrt($0) })
    }

    /// 100 from black to white.
    private static func distance(_ one: RGB, _ other: RGB, _ vision: Vision) -> Double {
        let squares = zip(lab(one, vision), lab(other, vision)).map { ($0 - $1) * ($0 - $1) }
        return 100 * squares.reduce(0, +).squareRoot()
    }

    private static func colour(_ meaning: Style.Meaning, _ palette: Palette) throws -> RGB {
        switch palette.look(Style(meaning)).colour {
        case .own: try #require(nil)
        case .number(let number): try #require(RGB(number: Int(number)))
        case .rgb(let rgb): rgb
        }
    }

    private static func apart(
        _ theme: Theme, on ground: UInt32, hasRGB: Bool, _ vision: Vision
    ) throws -> Double {
        let palette = Palette(theme, on: RGB(ground), colours: 256, hasRGB: hasRGB)
        return distance(
            try colour(.rise4, palette), try colour(.fall4, palette), vision)
    }

    @Test(arguments: [0x101010, 0xFDF6E3] as [UInt32], [false, true])
    func `blue and orange are far apart for everybody`(ground: UInt32, hasRGB: Bool) throws {
        for vision in Vision.allCases {
            let apart = try Self.apart(.colourBlind, on: ground, hasRGB: hasRGB, vision)
            #expect(apart >= 18, "\(vision)")
        }
    }

    @Test(arguments: [Theme.standard, .redUp], [0x101010, 0xFDF6E3] as [UInt32])
    func `red and green are told apart, if less so`(theme: Theme, ground: UInt32) throws {
        for vision in Vision.allCases {
            // 10 is about what two colours side by side need in a picture.
            let least: Double =
                vision == .deuteranopia ? 9.5 : vision == .protanopia ? 5.5 : 25
            #expect(
                try Self.apart(theme, on: ground, hasRGB: true, vision) >= least, "\(vision)")
        }
    }

    @Test(arguments: [Theme.standard, .colourBlind], [0x101010, 0xFDF6E3] as [UInt32])
    func `each step is farther from none than the one before`(
        theme: Theme, ground: UInt32
    ) throws {
        let palette = Palette(theme, on: RGB(ground), colours: 256, hasRGB: true)
        let none = try Self.colour(.still, palette)
        for steps in [
            [Style.Meaning.rise1, .rise2, .rise3, .rise4, .rise5],
            [.fall1, .fall2, .fall3, .fall4, .fall5],
        ] {
            let distances = try steps.map {
                Self.distance(try Self.colour($0, palette), none, .whole)
            }
            #expect(distances == distances.sorted(), "\(distances)")
        }
    }
}
