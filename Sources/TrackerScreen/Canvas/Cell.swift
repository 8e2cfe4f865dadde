/// One place of the grid: a character of one or two columns, and its style.
///
/// Eight bytes: the scalar, at most one combining mark, the style, and how wide it is.
public struct Cell: Hashable, Sendable {
    private let bits: UInt64

    /// A cell of `width` 2 is followed by a `continuation`; any other width is 1.
    public init(
        _ scalar: Unicode.Scalar, mark: Unicode.Scalar? = nil, width: Int = 1, style: Style
    ) {
        bits =
            UInt64(scalar.value) | UInt64(mark?.value ?? 0) << 21 | UInt64(style.packed) << 42
            | UInt64(width == 2 ? 1 : 0) << 63
    }

    /// The right half of a wide character.
    static func continuation(style: Style) -> Cell { Cell("\0", style: style) }

    static let blank = Cell(" ", style: .plain)

    /// NUL in a continuation.
    public var scalar: Unicode.Scalar { Unicode.Scalar(UInt32(bits & 0x1F_FFFF)) ?? " " }

    public var mark: Unicode.Scalar? {
        let value = UInt32(bits >> 21 & 0x1F_FFFF)
        return value == 0 ? nil : Unicode.Scalar(value)
    }

    public var style: Style { Style(packed: packedStyle) }
    /// The bits of the style, for comparing it quickly.
    public var packedStyle: UInt16 { UInt16(truncatingIfNeeded: bits >> 42) }
    public var isWide: Bool { bits >> 63 == 1 }
    public var isContinuation: Bool { bits & 0x1F_FFFF == 0 }

    func styled(_ style: Style) -> Cell {
        Cell(scalar, mark: mark, width: isWide ? 2 : 1, style: style)
    }

    func marked(_ mark: Unicode.Scalar) -> Cell {
        Cell(scalar, mark: mark, width: isWide ? 2 : 1, style: style)
    }
}
