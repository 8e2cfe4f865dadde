import TrackerScreen

/// A decoder that turns the bytes of a terminal into keys.
///
/// Knows the keys of xterm, the Linux console, rxvt and the VT220 without asking terminfo, mouse
/// reports in SGR form (mode 1006), bracketed paste (2004) and answers to DECRQM and to OSC 11.
/// Whatever it does not know it swallows whole, so that no part of an unknown sequence is taken for a key; bytes
/// that are no UTF-8 are left out. (ECMA-48 section 5.4; xterm, "Control Sequences".)
struct KeyDecoder: Sendable {
    /// A key, or an answer of the terminal.
    enum Input: Hashable, Sendable {
        case key(Key)
        /// The answer to DECRQM about a private mode: 1 or 2 where the mode is known.
        case mode(Int, value: Int)
        /// The answer to OSC 11: the colour that the terminal fills its screen with.
        case ground(RGB)
    }

    /// How long to wait for the rest before `giveUp`.
    enum Patience: Hashable, Sendable {
        /// An Escape that may be the key itself: 25 ms.
        case short
        /// The middle of something that has no certain end: half a second.
        case long
    }

    /// The most bytes of a paste that are kept; the rest is left out.
    static let longestPaste = 4096
    private static let longestSequence = 48

    private enum State: Hashable {
        case ground
        case escape
        /// After `ESC O`.
        case singleShift
        case control
        /// After `ESC [ [`: the Linux console's first function keys.
        case consoleFunction
        /// Bytes that are left of a mouse report in the oldest form.
        case oldMouse(Int)
        /// OSC, DCS, APC, PM, SOS, up to `ESC \` or BEL.
        case text(afterEscape: Bool)
        case paste
        case character(needed: Int)
    }

    private var state = State.ground
    /// Parameters of a sequence, or the bytes of a character so far.
    private var collected: [UInt8] = []
    private var pasted: [UInt8] = []
    /// How many bytes of the end of a paste have come.
    private var matched = 0
    private static let endOfPaste = Array("\u{1B}[201~".utf8)

    /// How long to wait before `giveUp` is called; `nil` for ever.
    var patience: Patience? {
        switch state {
        case .escape: .short
        case .text, .paste, .oldMouse: .long
        case .ground, .singleShift, .control, .consoleFunction, .character: nil
        }
    }

    /// Decodes the next bytes; a sequence may be split anywhere between two calls.
    mutating func decode(_ bytes: some Sequence<UInt8>) -> [Input] {
        var inputs: [Input] = []
        for byte in bytes { step(byte, into: &inputs) }
        return inputs
    }

    /// Ends an unfinished sequence after nothing has come for as long as `patience` says.
    mutating func giveUp() -> [Input] {
        defer { state = .ground }
        switch state {
        case .escape: return [.key(.escape)]
        case .paste: return [finishedPaste()]
        case .ground, .singleShift, .control, .consoleFunction, .oldMouse, .text, .character:
            return []
        }
    }

    private mutating func step(_ byte: UInt8, into inputs: inout [Input]) {
        switch state {
        case .ground: ground(byte, into: &inputs)
        case .escape: escape(byte, into: &inputs)
        case .singleShift:
            if restarts(byte) { return }
            state = .ground
            if let key = KeyCodes.singleShift[byte] { inputs.append(.key(key)) }
        case .control: control(byte, into: &inputs)
        case .consoleFunction:
            if restarts(byte) { return }
            state = .ground
            if (0x41...0x45).contains(byte) { inputs.append(.key(.function(Int(byte) - 0x40))) }
        case .oldMouse(let left): state = left > 1 ? .oldMouse(left - 1) : .ground
        case .text(let afterEscape):
            text(byte, afterEscape: afterEscape, into: &inputs)
        case .paste: paste(byte, into: &inputs)
        case .character(let needed): character(byte, needed: needed, into: &inputs)
        }
    }

    /// An Escape in the middle of a sequence begins another one, CAN and SUB end it.
    private mutating func restarts(_ byte: UInt8) -> Bool {
        if byte == 0x1B { state = .escape } else if byte == 0x18 || byte == 0x1A { state = .ground }
        return byte == 0x1B || byte == 0x18 || byte == 0x1A
    }

    private mutating func ground(_ byte: UInt8, into inputs: inout [Input]) {
        switch byte {
        case 0x1B: state = .escape
        case 0x20..<0x7F: inputs.append(.key(.character(Character(Unicode.Scalar(byte)))))
        case 0..<0x20, 0x7F: inputs.append(.key(KeyCodes.control(byte)))
        case 0xC2...0xF4:
            collected = [byte]
            state = .character(needed: byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4)
        default: break
        }
    }

    private mutating func character(_ byte: UInt8, needed: Int, into inputs: inout [Input]) {
        guard byte & 0xC0 == 0x80 else {
            state = .ground
            return ground(byte, into: &inputs)
        }
        collected.append(byte)
        guard collected.count == needed else { return }
        state = .ground
        guard let text = String(validating: collected, as: UTF8.self),
            let scalar = text.unicodeScalars.first, scalar.properties.generalCategory != .control
        else { return }
        inputs.append(.key(.character(Character(scalar))))
    }

    private mutating func escape(_ byte: UInt8, into inputs: inout [Input]) {
        switch byte {
        case 0x1B: inputs.append(.key(.escape))
        case UInt8(ascii: "["):
            collected.removeAll(keepingCapacity: true)
            state = .control
        case UInt8(ascii: "O"): state = .singleShift
        case UInt8(ascii: "P"), UInt8(ascii: "]"), UInt8(ascii: "X"), UInt8(ascii: "^"),
            UInt8(ascii: "_"):
            collected = byte == UInt8(ascii: "]") ? [] : [0]
            state = .text(afterEscape: false)
        // A character of several bytes with Alt held: its other bytes are left out in the ground.
        default: state = .ground
        }
    }

    private mutating func control(_ byte: UInt8, into inputs: inout [Input]) {
        if restarts(byte) { return }
        switch byte {
        case UInt8(ascii: "[") where collected.isEmpty: state = .consoleFunction
        case UInt8(ascii: "M") where collected.isEmpty: state = .oldMouse(3)
        case 0x40..<0x7F:
            state = .ground
            finish(byte, into: &inputs)
        default:
            // What does not belong here is kept, so that the whole is not taken for something.
            if collected.count < Self.longestSequence { collected.append(byte) }
        }
    }

    private mutating func finish(_ final: UInt8, into inputs: inout [Input]) {
        let sequence = ControlSequence(parameters: collected, final: final)
        if sequence.isPasteStart {
            pasted.removeAll(keepingCapacity: true)
            matched = 0
            state = .paste
        } else if let input = sequence.input, collected.count < Self.longestSequence {
            inputs.append(input)
        }
    }

    private mutating func text(
        _ byte: UInt8, afterEscape: Bool, into inputs: inout [Input]
    ) {
        let isWhole = byte == 0x07 || (afterEscape && byte == UInt8(ascii: "\\"))
        // However long it is: its rest would be keys.
        let isOver = byte == 0x18 || byte == 0x1A
        state = isWhole || isOver ? .ground : .text(afterEscape: byte == 0x1B)
        if isWhole, let ground = TerminalGround.answered(collected) {
            inputs.append(.ground(ground))
        }
        // What does not belong here is kept, so that the whole is not taken for something.
        if byte != 0x1B, collected.count < Self.longestSequence { collected.append(byte) }
    }

    private mutating func paste(_ byte: UInt8, into inputs: inout [Input]) {
        if byte == Self.endOfPaste[matched] {
            matched += 1
            guard matched == Self.endOfPaste.count else { return }
            inputs.append(finishedPaste())
            state = .ground
            return
        }
        keep(Self.endOfPaste[..<matched])
        // Escape is nowhere in the end but at its start.
        matched = byte == 0x1B ? 1 : 0
        if matched == 0 { keep([byte]) }
    }

    private mutating func keep(_ bytes: some Collection<UInt8>) {
        pasted.append(contentsOf: bytes.prefix(max(0, Self.longestPaste - pasted.count)))
    }

    /// Lines become one, control characters go.
    private mutating func finishedPaste() -> Input {
        let text = String(decoding: pasted, as: UTF8.self)
        pasted = []
        matched = 0
        var plain = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if scalar == "\n" || scalar == "\r" || scalar == "\t" {
                plain.append(" ")
            } else if scalar.properties.generalCategory != .control, scalar != "\u{FFFD}" {
                plain.append(scalar)
            }
        }
        return .key(.paste(String(plain)))
    }
}
