import TrackerEngine

/// Why a subcommand could not do what it was asked.
enum SubcommandError: Error, Hashable, Sendable {
    case option(OptionError)
    case file(FileError)
    case csv(file: String, DayCSVError)
    case store(StoreError)
    case noData(Instrument)
    /// The same for a person, who may have mistyped.
    case unknownPair(Instrument, nearest: Instrument?)
    case unknownMarket(Market, nearest: String?)
    case nothingStored(path: String)

    var status: ExitCode {
        switch self {
        case .option: .usage
        // Whoever reads has seen enough: `export | head`.
        case .file(.readerGone): .success
        case .file, .csv, .store, .noData, .unknownPair, .unknownMarket, .nothingStored:
            .failure
        }
    }
}

extension SubcommandError: CustomStringConvertible {
    /// A stored name came from outside: nothing in it is a command to the terminal.
    private static func plain(_ name: String) -> String { name.plain(upTo: 128) }

    var description: String {
        switch self {
        case .option(let error): "\(error)"
        case .file(let error): "\(error)"
        case .csv(let file, let error): "\(file), \(error); nothing was imported"
        case .store(let error): "\(error)"
        case .noData(let instrument): PairAnswer.missingText(instrument)
        case .unknownPair(let instrument, let nearest):
            PairAnswer.missingText(instrument)
                + (nearest.map {
                    " Did you mean \(Self.plain($0.market.name)) \(Self.plain($0.pair.name))?"
                } ?? "")
        case .unknownMarket(let market, let nearest):
            "no price of \(market.name) is stored"
                + (nearest.map { "; did you mean \(Self.plain($0))?" } ?? "")
        case .nothingStored(let path): "\(path) has no price of the last 24 hours"
        }
    }
}
