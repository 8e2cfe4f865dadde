import Testing

@testable import TrackerTUI

struct TerminalTypeTests {
    private static let described: Set = ["xterm-256color", "screen-256color", "xterm", "linux"]

    struct Case: Sendable, CustomTestStringConvertible {
        let term: String?
        let name: String?
        var testDescription: String { term ?? "none" }
    }

    @Test(arguments: [
        Case(term: "xterm", name: "xterm"), Case(term: "linux", name: "linux"),
        Case(term: "xterm-ghostty", name: "xterm-256color"),
        Case(term: "xterm-kitty", name: "xterm-256color"),
        Case(term: "xterm-direct", name: "xterm-256color"),
        Case(term: "wezterm", name: "xterm-256color"), Case(term: "foot", name: "xterm-256color"),
        Case(term: "foot-direct", name: "xterm-256color"),
        Case(term: "alacritty", name: "xterm-256color"),
        Case(term: "tmux-direct", name: "screen-256color"),
        Case(term: "dumb", name: "dumb"), Case(term: "no-such", name: "no-such"),
        Case(term: "", name: ""), Case(term: nil, name: nil),
    ])
    func `a type that is not described here is taken for one that it is like`(_ given: Case) {
        let type = TerminalType(given.term, isDescribed: Self.described.contains)
        #expect(type.name == given.name)
        #expect((type.remark != nil) == (given.name != given.term))
        if let remark = type.remark {
            #expect(remark.contains(given.term ?? "") && remark.contains(type.name ?? ""))
        }
    }

    @Test func `without any description nothing is made up`() {
        #expect(TerminalType("xterm-kitty") { _ in false }.name == "xterm-kitty")
    }

    @Test(arguments: [
        ("linux", true), ("linux-16color", true), ("linuxterm", false), ("xterm", false),
    ])
    func `a console of the kernel is known`(_ term: String, _ isConsole: Bool) {
        #expect(TerminalType(term) { _ in true }.isConsole == isConsole)
    }
}
