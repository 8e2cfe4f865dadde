import TrackerEngine

/// `get [MARKET] PAIR`: the JSON port's answer for a pair, from the store.
struct GetCommand: Command {
    static let form = CommandForm(
        "get", summary: "print a pair's day as JSON (default market: kraken)",
        arguments: "[MARKET] PAIR", 1...2,
        needed: "a PAIR")
    static let options = OptionList<Self>(
        [], .including(\.demo), .including(\.store), .including(\.catalogue),
        .including(\.configuration))

    var arguments: [String] = []
    var demo = DemoOptions()
    var store = StoreOptions()
    var catalogue = CatalogueOptions()
    var configuration = ConfigurationOptions()

    func run(in place: Workplace) async throws(CommandError) -> ExitCode {
        let named = try NamedPair(arguments, aliases: try place.otherNames(catalogue))
        let window = try await place.window(of: store, demo)
        let body = named.candidates.lazy.compactMap { PairAnswer.body(of: $0, in: window) }.first
        guard let body else {
            throw named.unknown(in: window)
        }
        // A program gets the port's bytes; a person's prompt goes on a line of its own.
        try place.write(body + (place.console.isTerminal ? Array("\n".utf8) : []))
        return .success
    }
}
