/// What was found out about the terminal and the locale, in sentences for a person.
package struct TerminalReport: Hashable, Sendable {
    /// Why nothing but ASCII can be drawn, and the cure; `nil` if more can be.
    package var asciiReason: String?
    /// What is unusual about either.
    package var remarks: [String]

    /// What a person is told at the start: something looks worse than it needs to.
    package var notice: String?

    /// Whether it is the Linux console, whose fonts have no braille.
    package var isConsole = false
    /// How many colours it shows; 0 for none.
    package var colours = 256
    /// Whether it shows colours in 24 bits too.
    package var hasRGB = false
    /// The colour that it fills its screen with, if its environment says so.
    package var ground: RGB?

    package init(asciiReason: String? = nil, remarks: [String] = []) {
        self.asciiReason = asciiReason
        self.remarks = remarks
    }
}
