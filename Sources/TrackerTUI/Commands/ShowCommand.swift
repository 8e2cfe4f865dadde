import TrackerEngine
import TrackerScreen

/// `show [MARKET] PAIR`: the pair's figures and chart, once, on standard output.
struct ShowCommand: Command {
    static let form = CommandForm(
        "show", summary: "print a pair's figures and chart", arguments: "[MARKET] PAIR", 1...2,
        needed: "a PAIR")
    static let options = OptionList<Self>(
        [
            .value(
                "--size", "WxH",
                "size in columns and rows (default: the terminal's width, half its rows)",
                \.size, .size)
        ],
        .including(\.look), .including(\.demo), .including(\.store), .including(\.catalogue),
        .including(\.configuration))

    var arguments: [String] = []
    /// `nil` for the size that standard output has.
    var size: Size?
    var look = LookOptions()
    var demo = DemoOptions()
    var store = StoreOptions()
    var catalogue = CatalogueOptions()
    var configuration = ConfigurationOptions()

    func run(in place: Workplace) async throws(CommandError) -> ExitCode {
        let named = try NamedPair(arguments, aliases: try place.otherNames(catalogue))
        let window = try await place.window(of: store, demo)
        let output = place.output()
        let own = look.isASCII ? Symbols.ascii : output.symbols
        let picture = named.candidates.lazy.compactMap { instrument in
            PairPicture(
                instrument, in: window, size: size ?? output.size,
                symbols: look.glyphs.symbols(own), localTime: place.localTime)
        }.first
        guard let picture else {
            throw named.unknown(in: window)
        }
        let palette = Palette(look.theme, colours: output.colours)
        let text = output.colours > 0 ? picture.text(palette.sequence) : picture.text()
        do { try place.console.draw(text) } catch { throw .file(error) }
        if !look.wantsASCII, let notice = output.notice { place.console.complain(notice) }
        return .success
    }
}
