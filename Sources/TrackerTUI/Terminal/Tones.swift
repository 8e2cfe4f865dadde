import TrackerScreen

/// The colours that the looks of a theme are made of.
struct Tones: Hashable, Sendable {
    /// A colour for each kind of terminal; -1 is the terminal's own.
    struct Tone: Hashable, Sendable {
        /// The colour in 24 bits, if it is worth the bytes where `of256` is as good as equal.
        let rgb: RGB?
        let of256: Int16
        /// Of eight and of sixteen.
        let of8: Int16

        init(_ hex: UInt32? = nil, of256: Int16, of8: Int16) {
            rgb = hex.map { RGB($0) }
            (self.of256, self.of8) = (of256, of8)
        }

        static let own = Tone(of256: -1, of8: -1)

        /// The colour in 24 bits, as near as it is known.
        var known: RGB? { rgb ?? RGB(number: Int(of256)) }

        /// The tone, drawn back into a ground.
        func mixed(_ share: Double, into ground: RGB?) -> Tone {
            guard let ground, let known else { return self }
            let mixed = known.mixed(share, into: ground)
            return Tone(mixed.hex, of256: mixed.nearestNumber, of8: of8)
        }
    }

    /// The colours on the chosen row.
    struct Selection: Hashable, Sendable {
        let ground: Tone
        let text: Tone
        let faint: Tone
        let up: Tone
        let down: Tone
        /// The ground without the focus: the row keeps its colours.
        let unfocused: Tone
    }

    /// By steps of the change: none, and five.
    var up: [Tone]
    var down: [Tone]
    /// The numbers of 256 for the space between a line and its start: none of the 256 is near the
    /// mixture of the line's colour and the ground.
    var fillUp: Int16 = -1
    var fillDown: Int16 = -1
    /// By fifths of the market; empty: there are attributes for it.
    var heat: [Tone] = []
    var accent: Tone
    var warning: Tone
    var error: Tone
    var faint: Tone
    var frame: Tone
    /// `nil`: what is chosen is shown reversed.
    var selection: Selection?
    /// The ground of the terminal; `nil` if nobody knows it.
    var ground: RGB?

    /// Whether the steps are told apart by colour, and not by attributes.
    var hasSteps: Bool { ground != nil }
}

// MARK: - Themes

extension Tones {
    /// The colours of a theme on the terminal's ground; `ground` is what the terminal says of it.
    init(_ theme: Theme, on ground: RGB?) {
        switch theme {
        case .standard: self = .best(on: ground)
        case .redUp:
            let tones = Tones.best(on: ground)
            self = tones.turned
        case .colourBlind: self = .best(on: ground, colourBlind: true)
        case .dark: self = .dark(on: ground.flatMap { $0.isDark ? $0 : nil } ?? Self.usualDark)
        case .light: self = .light(on: ground.flatMap { $0.isDark ? nil : $0 } ?? Self.usualLight)
        case .highContrast: self = .plain
        }
    }

    private static let usualDark = RGB(0x101010)
    private static let usualLight = RGB(0xFDF6E3)

    private static func best(on ground: RGB?, colourBlind: Bool = false) -> Tones {
        guard let ground else { return colourBlind ? .middleColourBlind : .middle }
        var tones = ground.isDark ? dark(on: ground) : light(on: ground)
        guard colourBlind else { return tones }
        (tones.up, tones.down) = ground.isDark ? darkColourBlind : lightColourBlind
        (tones.fillUp, tones.fillDown) = ground.isDark ? (24, 94) : (189, 223)
        if let selection = tones.selection {
            tones.selection = Selection(
                ground: selection.ground, text: selection.text, faint: selection.faint,
                up: ground.isDark ? Tone(0x8CC4FF, of256: 111, of8: 6) : tones.up[5],
                down: ground.isDark ? Tone(0xFFAB5C, of256: 215, of8: 3) : tones.down[5],
                unfocused: selection.unfocused)
        }
        return tones
    }

    /// Red and green changed over.
    private var turned: Tones {
        var tones = self
        (tones.up, tones.down) = (down, up)
        (tones.fillUp, tones.fillDown) = (fillDown, fillUp)
        if let selection {
            tones.selection = Selection(
                ground: selection.ground, text: selection.text, faint: selection.faint,
                up: selection.down, down: selection.up, unfocused: selection.unfocused)
        }
        return tones
    }

    private static func ramp(_ hexes: [UInt32], _ numbers: [Int16], of8: Int16) -> [Tone] {
        zip(hexes, numbers).map { Tone($0, of256: $1, of8: of8) }
    }

    // The steps of a ramp have one hue and a chroma that rises evenly in OKLCH, so that equal steps
    // look equal (B. Ottosson, "A perceptual color space for image processing").

    private static func dark(on ground: RGB) -> Tones {
        Tones(
            up: ramp(
                [0x929B94, 0x88A990, 0x7CB88C, 0x6CC586, 0x54D380, 0x2BE179],
                [246, 108, 114, 78, 77, 83], of8: 2),
            down: ramp(
                [0xA19594, 0xB88A86, 0xCB7E78, 0xDE7069, 0xEE5E5A, 0xFE4648],
                [246, 138, 174, 210, 203, 203], of8: 1),
            fillUp: 22, fillDown: 52,
            heat: ramp(
                [0x82878C, 0x96937E, 0xB0A672, 0xD2BE5D, 0xF4E151], [102, 246, 144, 179, 220],
                of8: -1),
            accent: Tone(of256: 75, of8: 6), warning: Tone(of256: 214, of8: 3),
            error: Tone(of256: 203, of8: 1), faint: Tone(of256: 246, of8: -1),
            frame: Tone(of256: 239, of8: -1),
            selection: Selection(
                ground: Tone(0x26364D, of256: 237, of8: -1), text: Tone(of256: 252, of8: -1),
                faint: Tone(of256: 250, of8: -1), up: Tone(0x7FE0A0, of256: 114, of8: 2),
                down: Tone(0xFF9D96, of256: 217, of8: 1),
                unfocused: Tone(0x20242B, of256: 234, of8: -1)),
            ground: ground)
    }

    private static func light(on ground: RGB) -> Tones {
        let up = ramp(
            [0x535E55, 0x406049, 0x28623B, 0x00622F, 0x005E2D, 0x005A2A],
            [241, 241, 22, 22, 22, 22], of8: 2)
        let down = ramp(
            [0x665755, 0x7C4F4B, 0x90443F, 0xA23433, 0xB41723, 0xBC001C],
            [241, 95, 95, 124, 124, 160], of8: 1)
        return Tones(
            up: up, down: down, fillUp: 194, fillDown: 224,
            heat: ramp(
                [0x65696F, 0x506580, 0x37588A, 0x234993, 0x1A3696], [242, 60, 24, 25, 19], of8: -1),
            accent: Tone(of256: 25, of8: 4), warning: Tone(0x8A5200, of256: 94, of8: 3),
            error: Tone(of256: 124, of8: 1), faint: Tone(of256: 241, of8: -1),
            frame: Tone(of256: 250, of8: -1),
            selection: Selection(
                ground: Tone(0xDBE7F5, of256: 254, of8: -1), text: Tone(of256: 235, of8: -1),
                faint: Tone(of256: 240, of8: -1), up: Tone(0x005A2A, of256: 22, of8: 2),
                down: Tone(0xBC001C, of256: 124, of8: 1),
                unfocused: Tone(0xECEEF0, of256: 255, of8: -1)),
            ground: ground)
    }

    // Blue and orange stay apart with every kind of colour blindness (Machado, Oliveira and
    // Fernandes, 2009: at least 19 in OKLab times 100).

    private static let darkColourBlind = (
        ramp(
            [0x8C939B, 0x809BB8, 0x73A3D4, 0x63AAF0, 0x63B0FD, 0x6FB6FE],
            [246, 110, 110, 75, 39, 39], of8: 6),
        ramp(
            [0xA09690, 0xB8937B, 0xCF8F64, 0xE48A46, 0xF98206, 0xFD8717],
            [246, 137, 173, 172, 208, 208], of8: 3)
    )

    private static let lightColourBlind = (
        ramp(
            [0x535C66, 0x405A75, 0x2A5783, 0x015390, 0x004F8D, 0x004C88],
            [241, 24, 24, 25, 26, 26], of8: 4),
        ramp(
            [0x645850, 0x78533A, 0x8A4C1A, 0x924900, 0x954B00, 0x984C00],
            [241, 94, 94, 94, 94, 94], of8: 3)
    )

    /// For a ground that nobody knows: the best on black, on white and on what lies between.
    private static let middle = Tones(
        up: Array(repeating: Tone(of256: 29, of8: 2), count: 6),
        down: Array(repeating: Tone(of256: 131, of8: 1), count: 6),
        accent: Tone(of256: 32, of8: 6), warning: Tone(of256: 130, of8: 3),
        error: Tone(of256: 131, of8: 1), faint: Tone(of256: 243, of8: -1),
        frame: Tone(of256: 243, of8: -1))

    private static let middleColourBlind = {
        var tones = middle
        tones.up = Array(repeating: Tone(of256: 32, of8: 6), count: 6)
        tones.down = Array(repeating: Tone(of256: 130, of8: 3), count: 6)
        return tones
    }()

    /// The terminal's own colour everywhere.
    private static let plain = Tones(
        up: Array(repeating: .own, count: 6), down: Array(repeating: .own, count: 6),
        accent: .own, warning: .own, error: .own, faint: .own, frame: .own)
}
