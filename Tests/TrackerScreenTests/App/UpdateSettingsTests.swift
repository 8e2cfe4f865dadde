import Testing
import TrackerEngine

@testable import TrackerScreen

struct UpdateSettingsTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var wanted = ChartFill.dots
        var theme = Theme.standard
        var colours = 256
        var hasRGB = false
        var ground: RGB? = RGB(0x101010)
        let drawn: ChartFill
        var testDescription: String { "\(wanted) \(theme) \(colours) \(hasRGB)" }
    }

    static let cases: [Case] = [
        Case(drawn: .dots), Case(wanted: .tint, drawn: .dots),
        Case(wanted: .tint, hasRGB: true, drawn: .tint), Case(wanted: .none, drawn: .none),
        Case(colours: 16, drawn: .none), Case(colours: 0, drawn: .none),
        Case(ground: nil, drawn: .none), Case(theme: .light, ground: nil, drawn: .dots),
        Case(theme: .highContrast, drawn: .none), Case(theme: .redUp, drawn: .dots),
    ]

    @Test(arguments: cases)
    func `charts are filled as far as the terminal has colours for it`(_ example: Case) throws {
        var terminal = TerminalReport()
        (terminal.colours, terminal.hasRGB) = (example.colours, example.hasRGB)
        terminal.ground = example.ground
        var state = try SampleState.state(terminal: terminal)
        _ = state.update(
            on: .settings(ScreenSettings(theme: example.theme, fill: example.wanted), nil))
        #expect(state.chartFill == example.drawn)
        let canvas = Screen().draw(state, symbols: .unicode)
        let styles = (0..<40).flatMap { y in (0..<120).map { canvas[$0, y].style } }
        #expect(styles.contains { $0.meaning == .fillUp } == (example.drawn == .dots))
        #expect(
            styles.contains { $0.ground == .tintUp4 || $0.ground == .tintUp3 }
                == (example.drawn == .tint))
    }

    @Test(arguments: [nil, 0xFFFFFF] as [UInt32?])
    func `the ground of another terminal is forgotten if this one cannot tell its own`(
        environment: UInt32?
    ) throws {
        var terminal = TerminalReport()
        terminal.ground = environment.map { RGB($0) }
        var state = try SampleState.state(terminal: terminal)
        let known = RGB(0x1E1E1E)
        #expect(state.update(on: .ground(known)).contains(.theme(.standard, on: known)))
        #expect(state.update(on: .ground(known)) == [])
        #expect(state.update(on: .ground(nil)) == [.theme(.standard, on: terminal.ground)])
        #expect(state.update(on: .ground(nil)) == [])
    }
}
