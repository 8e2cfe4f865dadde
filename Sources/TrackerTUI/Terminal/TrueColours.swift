import TrackerScreen

/// Colours in 24 bits for a terminal that ncurses takes for one of 256.
///
/// A colour gets a number that is free; where ncurses prints `38;5;N` with that number, the bytes
/// are replaced by `38;2;r;g;b` (ISO 8613-6). So the terminal's own table stays as the user has it.
struct TrueColours {
    /// By number, from 16 on.
    private var colours: [RGB?] = Array(repeating: nil, count: 240)
    private var numbers: [RGB: Int16] = [:]

    /// Finds the number that stands for a colour from now on; that of the nearest of 256 if none is
    /// free.
    ///
    /// `taken` are the numbers that mean what they say.
    mutating func number(of colour: RGB, taken: Set<Int16>) -> Int16 {
        if let number = numbers[colour] { return number }
        let free = colours.indices.last { place in
            colours[place] == nil && !taken.contains(Int16(place + 16))
        }
        guard let free else { return colour.nearestNumber }
        colours[free] = colour
        numbers[colour] = Int16(free + 16)
        return Int16(free + 16)
    }

    /// The bytes with the colours in 24 bits in place of their numbers.
    func replaced(_ bytes: [UInt8]) -> [UInt8] {
        if numbers.isEmpty { return bytes }
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count + bytes.count / 4)
        var start = 0
        var place = 0
        while let escape = bytes[place...].firstIndex(of: 0x1B) {
            place = escape + 1
            guard let found = Self.colour(in: bytes, at: escape),
                let colour = colours[found.number - 16]
            else { continue }
            output += bytes[start..<escape]
            output += Array(
                "\u{1B}[\(found.isGround ? 48 : 38);2;\(colour.red);\(colour.green);\(colour.blue)m"
                    .utf8)
            (start, place) = (found.end, found.end)
        }
        return output + bytes[start...]
    }

    /// Whether `ESC [ 38;5;N m` stands at a place, or `48;5;N`, N from 16 to 255.
    private static func colour(
        in bytes: [UInt8], at start: Int
    ) -> (isGround: Bool, number: Int, end: Int)? {
        guard start + 8 < bytes.count, bytes[start + 1] == UInt8(ascii: "["),
            bytes[start + 2] == UInt8(ascii: "3") || bytes[start + 2] == UInt8(ascii: "4"),
            bytes[start + 3] == UInt8(ascii: "8"), bytes[start + 5] == UInt8(ascii: "5")
        else { return nil }
        // Between colons too: so the descriptions of kitty and a few others have it.
        let separator = bytes[start + 4]
        guard separator == UInt8(ascii: ";") || separator == UInt8(ascii: ":"),
            bytes[start + 6] == separator
        else { return nil }
        var number = 0
        var place = start + 7
        while place < bytes.count, place < start + 10, (0x30...0x39).contains(bytes[place]) {
            number = number * 10 + Int(bytes[place]) - 0x30
            place += 1
        }
        guard place < bytes.count, bytes[place] == UInt8(ascii: "m"), (16...255).contains(number)
        else { return nil }
        return (bytes[start + 2] == UInt8(ascii: "4"), number, place + 1)
    }
}
