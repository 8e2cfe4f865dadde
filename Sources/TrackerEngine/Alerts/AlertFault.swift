/// What is wrong with a text of an alert rule, and where in it.
public struct AlertFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The character of the text that it begins at, from 1.
    public let column: Int
    /// What is wrong, without a full stop.
    public let words: String

    init(_ column: Int, _ words: String) {
        self.column = column
        self.words = words
    }

    public var description: String { "column \(column): \(words)" }
}
