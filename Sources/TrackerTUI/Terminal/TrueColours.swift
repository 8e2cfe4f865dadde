import TrackerScreen

/// Colours in 24 bits for a terminal that ncurses takes for one of 256.
///
/// A colour gets a number that is free; where ncurses prints `38;5;N` with that number, the terminal
/// gets `38;2;r;g;b` (ISO 8613-6). So the terminal's own table stays as the user has it.
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

    /// The colour that a number stands for; `nil` if it means what it says.
    func colour(of number: Int) -> RGB? {
        colours.indices.contains(number - 16) ? colours[number - 16] : nil
    }
}
