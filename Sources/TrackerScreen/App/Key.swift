/// A key, a click or a paste: what a person did at the terminal.
package enum Key: Hashable, Sendable {
    /// A character that was typed, `Space` included; never a control character.
    case character(Character)
    /// A key with Ctrl held: the lower-case letter, or one of `@ [ \ ] ^ _`.
    case control(Character)
    case up, down, left, right
    case home, end, pageUp, pageDown
    case tab, backTab, enter, escape, backspace, delete, insert
    /// F1 is 1.
    case function(Int)
    /// Text that was pasted: nothing in it is a command.
    case paste(String)
    case mouse(Mouse, at: Point)

    package enum Mouse: Hashable, Sendable {
        /// The left button went down.
        case press
        case wheelUp, wheelDown
    }
}

extension Key {
    /// The text that it stands for where a line is being typed; `nil` for what is no text.
    var typed: String? {
        switch self {
        case .character(let character): String(character)
        case .paste(let text): text
        case .control, .up, .down, .left, .right, .home, .end, .pageUp, .pageDown, .tab, .backTab,
            .enter, .escape, .backspace, .delete, .insert, .function, .mouse:
            nil
        }
    }
}
