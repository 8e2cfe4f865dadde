import TrackerEngine
import TrackerScreen

/// `show [MARKET] PAIR`: the pair's figures and chart, once, on standard output.
struct Show: Subcommand {
    let names: [String]
    let size: Size
    let symbols: Symbols
    /// `nil`: no colours.
    let palette: Palette?
    let localTime: LocalTime
    let store: StoreDoor
    let aliases: @Sendable () -> [Market: Market]
    let clock: any WallClock
    let console: Console

    /// `options`: of the command `show`.
    init(
        _ options: Options, store: StoreDoor,
        aliases: @autoclosure @escaping @Sendable () -> [Market: Market] = [:],
        clock: any WallClock, console: Console, output: OutputKind, localTime: LocalTime = .system
    ) {
        names = options.arguments
        size = options.size ?? output.size
        let own = options.isASCII || !output.isUTF8 ? Symbols.ascii : .unicode
        symbols = options.glyphs.symbols(own)
        palette = output.colours > 0 ? Palette(options.theme, colours: output.colours) : nil
        self.localTime = localTime
        self.store = store
        self.aliases = aliases
        self.clock = clock
        self.console = console
    }

    func perform() async throws(SubcommandError) {
        let named = try NamedPair(names, of: "show", aliases: aliases)
        let window = try await store.window(at: clock.now, telling: console)
        let picture = named.candidates.lazy.compactMap { instrument in
            PairPicture(
                instrument, in: window, size: size, symbols: symbols, localTime: localTime)
        }.first
        guard let picture else {
            throw .unknownPair(named.instrument, nearest: named.nearest(in: window))
        }
        let text = palette.map { palette in picture.text(palette.sequence) } ?? picture.text()
        do { try console.draw(text) } catch { throw .file(error) }
    }
}
