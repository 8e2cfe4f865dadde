import TrackerScreen

/// A whole control sequence, `ESC [ parameters final`.
struct ControlSequence {
    /// Parameters and intermediates, bytes 0x20 to 0x3F.
    let parameters: [UInt8]
    let final: UInt8

    private static let greatestNumber = 65535

    var isPasteStart: Bool {
        final == UInt8(ascii: "~") && parameters == Array("200".utf8)
    }

    /// The input that the sequence stands for; `nil` for an unknown sequence.
    var input: KeyDecoder.Input? {
        switch parameters.first {
        case UInt8(ascii: "<"): mouse.map { .key($0) }
        case UInt8(ascii: "?"): report
        default: key.map { .key($0) }
        }
    }

    /// Numbers between semicolons, a missing one as 0; `nil` where there is anything else.
    private func numbers(of text: some Collection<UInt8>) -> [Int]? {
        if text.isEmpty { return [] }
        var numbers = [0]
        for byte in text {
            if byte == UInt8(ascii: ";") {
                numbers.append(0)
            } else if (0x30...0x39).contains(byte) {
                let last = numbers.removeLast() * 10 + Int(byte) - 0x30
                guard last <= Self.greatestNumber else { return nil }
                numbers.append(last)
            } else {
                return nil
            }
        }
        return numbers
    }

    private var key: Key? {
        guard let numbers = numbers(of: parameters), numbers.count <= 2 else { return nil }
        let modifier = numbers.count == 2 ? numbers[1] : 1
        // 1 + a set of four bits: Shift, Alt, Ctrl, Meta.
        guard (1...16).contains(modifier) else { return nil }
        let number = numbers.first ?? 1
        let key =
            final == UInt8(ascii: "~")
            ? KeyCodes.numbered[number]
            : number <= 1 ? KeyCodes.final[final] : nil
        if case .function = key, modifier != 1 { return nil }
        return key
    }

    /// The column and row count from 1; 32 is motion, 4, 8 and 16 are Shift, Alt and Ctrl.
    private var mouse: Key? {
        guard final == UInt8(ascii: "M"), let numbers = numbers(of: parameters.dropFirst()),
            numbers.count == 3, numbers[1] > 0, numbers[2] > 0
        else { return nil }
        let place = Point(numbers[1] - 1, numbers[2] - 1)
        switch numbers[0] & ~28 {
        case 0: return .mouse(.press, at: place)
        case 64: return .mouse(.wheelUp, at: place)
        case 65: return .mouse(.wheelDown, at: place)
        default: return nil
        }
    }

    /// DECRPM: `? mode ; value $ y`.
    private var report: KeyDecoder.Input? {
        guard final == UInt8(ascii: "y"), parameters.last == UInt8(ascii: "$"),
            let numbers = numbers(of: parameters.dropFirst().dropLast()), numbers.count == 2
        else { return nil }
        return .mode(numbers[0], value: numbers[1])
    }
}
