import TrackerEngine

/// The number of columns that a scalar takes on a terminal, or that it must not get there.
enum GlyphWidth: Hashable, Sendable {
    /// Control characters, bidi controls, and whatever else is invisible or moves others.
    case dropped
    /// A mark, drawn over the character before it.
    case mark
    /// One column.
    case narrow
    /// Two columns.
    case wide
    /// No character, or one whose width nobody knows: U+FFFD stands for it.
    case unknown
}

extension GlyphWidth {
    /// The width of a scalar as wcwidth(3) has it, from the Unicode tables of the standard library and, for East Asian
    /// width, of `EastAsianWidth.txt`; variation selectors and joiners are dropped, so that an
    /// emoji is always as wide as its first scalar alone.
    init(_ scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0x20..<0x7F, 0xA1..<0xAD, 0xAE..<0x300: self = .narrow
        case 0..<0xA0: self = .dropped
        case 0x2500..<0x25A0, 0x2800..<0x2900: self = .narrow
        // Two of these make a flag on some terminals and two letters on others.
        case 0x1F1E6...0x1F1FF: self = .unknown
        default: self = GlyphWidth(looked: scalar)
        }
    }

    private init(looked scalar: Unicode.Scalar) {
        let properties = scalar.properties
        if scalar.isInvisible || properties.isEmojiModifier {
            self = .dropped
            return
        }
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark: self = .mark
        case .surrogate, .privateUse, .unassigned: self = .unknown
        default:
            if Self.isJoiningJamo(scalar.value) {
                self = .mark
            } else {
                self = properties.isEmojiPresentation || Self.isWide(scalar.value) ? .wide : .narrow
            }
        }
    }

    /// Vowels and finals of Hangul, drawn into the syllable before them.
    private static func isJoiningJamo(_ value: UInt32) -> Bool {
        (0x1160...0x11FF).contains(value) || (0xD7B0...0xD7FB).contains(value)
    }

    private static func isWide(_ value: UInt32) -> Bool {
        guard value >= 0x1100 else { return false }
        return wideRanges.contains { $0.contains(value) }
    }

    /// The scalars of the East Asian classes W and F, without emoji, whose own property says it.
    private static let wideRanges: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0xA4CF,
        0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6B,
        0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18D08, 0x1AFF0...0x1B2FB,
        0x1F200...0x1F265, 0x20000...0x3FFFD,
    ]
}

extension StringProtocol {
    /// The number of columns that the text takes on a canvas, without what the canvas drops.
    package var cellWidth: Int {
        unicodeScalars.reduce(into: 0) { width, scalar in
            switch GlyphWidth(scalar) {
            case .dropped, .mark: break
            case .narrow, .unknown: width += 1
            case .wide: width += 2
            }
        }
    }
}
