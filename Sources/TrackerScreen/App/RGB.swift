import Glibc

/// A colour in 24 bits, as sRGB has them (IEC 61966-2-1).
package struct RGB: Hashable, Sendable {
    package let red: UInt8
    package let green: UInt8
    package let blue: UInt8

    package init(red: UInt8, green: UInt8, blue: UInt8) {
        (self.red, self.green, self.blue) = (red, green, blue)
    }

    /// A colour as `0xRRGGBB`.
    package init(_ hex: UInt32) {
        self.init(
            red: UInt8(truncatingIfNeeded: hex >> 16), green: UInt8(truncatingIfNeeded: hex >> 8),
            blue: UInt8(truncatingIfNeeded: hex))
    }

    package var hex: UInt32 { UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue) }

    /// The colour, drawn back into a ground: 0 leaves it, 1 makes it the ground.
    package func mixed(_ share: Double, into ground: RGB) -> RGB {
        func mixed(_ own: UInt8, _ other: UInt8) -> UInt8 {
            UInt8((Double(own) * (1 - share) + Double(other) * share).rounded())
        }
        return RGB(
            red: mixed(red, ground.red), green: mixed(green, ground.green),
            blue: mixed(blue, ground.blue))
    }

    /// How bright it is, from 0 to 1 (WCAG 2.2, "relative luminance").
    package var luminance: Double {
        func linear(_ part: UInt8) -> Double {
            let share = Double(part) / 255
            return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }

    /// How well the one is read on the other, from 1 to 21 (WCAG 2.2, "contrast ratio").
    package func contrast(with other: RGB) -> Double {
        let (one, two) = (luminance, other.luminance)
        return (max(one, two) + 0.05) / (min(one, two) + 0.05)
    }

    /// Whether white is read better on it than black.
    package var isDark: Bool { contrast(with: RGB(0xFFFFFF)) >= contrast(with: RGB(0)) }
}

extension RGB {
    /// The colour that xterm and those after it have for a number from 16 to 255: a cube of six
    /// levels, then 24 greys; `nil` for the sixteen that are the user's own.
    package init?(number: Int) {
        let place = number - 16
        guard (0..<240).contains(place) else { return nil }
        if place >= 216 {
            let grey = UInt8(8 + 10 * (place - 216))
            self.init(red: grey, green: grey, blue: grey)
        } else {
            func level(_ step: Int) -> UInt8 { step == 0 ? 0 : UInt8(55 + 40 * step) }
            self.init(
                red: level(place / 36), green: level(place / 6 % 6), blue: level(place % 6))
        }
    }

    /// The number of the colour that is the least away from it, 16 to 255.
    package var nearestNumber: Int16 {
        func square(_ one: UInt8, _ other: UInt8) -> Int {
            (Int(one) - Int(other)) * (Int(one) - Int(other))
        }
        var nearest = (number: 16, distance: Int.max)
        for number in 16..<256 {
            guard let other = RGB(number: number) else { continue }
            // The eye is least sure of blue.
            let distance =
                3 * square(red, other.red) + 6 * square(green, other.green)
                + square(blue, other.blue)
            if distance < nearest.distance { nearest = (number, distance) }
        }
        return Int16(nearest.number)
    }
}
