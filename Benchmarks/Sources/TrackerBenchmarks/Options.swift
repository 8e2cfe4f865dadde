/// What the command line says.
struct Options {
    /// Each with a day of its own; the resident memory is that of the first, see `memory`.
    var sizes = [25_000, 5000, 1000]
    /// Only names with this in them.
    var filter = ""
    /// Whether this run becomes the one to compare with.
    var isSaving = false
    var baseline = "Benchmarks/baseline.json"
    /// Days of `LongLife`, instead of all measures; 0 for none.
    var days = 0
    /// A file of minute prices for rules of alerts, instead of all measures; empty for none.
    var alertsDay = ""
    /// What is done for a comparison with others, instead of everything else.
    var beside: Beside?

    enum Beside {
        /// Writes the day of the size into a folder, as columns and as a store.
        case write(folder: String)
        /// Writes a store that ends with this minute, and what a server would answer now.
        case writeRun(folder: String)
        /// Answers the questions of the comparison from that store.
        case answer(folder: String)
    }

    static let usage = """
        usage: TrackerBenchmarks [--pairs N] [--only WORDS] [--save] [--baseline FILE]
               TrackerBenchmarks --life DAYS [--pairs N]
               TrackerBenchmarks --alerts-day FILE
               TrackerBenchmarks --pairs N --write-day DIR | --answer-day DIR | --write-run DIR

          --pairs N        700 to 25000, one size only (default: 25000, 5000 and 1000)
          --only WORDS     only what has WORDS in its name; with "parse" each exchange too
          --save           compare with this run from now on
          --life DAYS      an engine's life, as fast as it goes; status 1 where it forgets or grows
          --alerts-day FILE
                           what rules of alerts say of unix_minute,pair,price (.gz is unpacked)
          --baseline FILE  what to compare with (default: Benchmarks/baseline.json)
          --write-day DIR  write the day into DIR, as columns and as a store
          --write-run DIR  write a store that ends now, and an answer of Cryptowatch's server
          --answer-day DIR read that store, answer the questions of bench-peers, as JSON
        """

    /// `nil` for words that it does not know.
    init?(_ words: some Sequence<String>) {
        var words = words.makeIterator()
        while let word = words.next() {
            switch word {
            case "--save": isSaving = true
            case "--life":
                guard let value = words.next().flatMap({ Int($0) }), value > 0 else { return nil }
                days = value
            case "--alerts-day":
                guard let value = words.next() else { return nil }
                alertsDay = value
            case "--only":
                guard let value = words.next() else { return nil }
                filter = value
            case "--write-day":
                guard let value = words.next() else { return nil }
                beside = .write(folder: value)
            case "--write-run":
                guard let value = words.next() else { return nil }
                beside = .writeRun(folder: value)
            case "--answer-day":
                guard let value = words.next() else { return nil }
                beside = .answer(folder: value)
            case "--baseline":
                guard let value = words.next() else { return nil }
                baseline = value
            case "--pairs":
                let allowed = FilledDay.rankedPairs...25_000
                guard let value = words.next().flatMap({ Int($0) }), allowed.contains(value)
                else { return nil }
                sizes = [value]
            default: return nil
            }
        }
        if beside != nil, sizes.count != 1 { return nil }
        // A part would push everything else out of the file.
        if isSaving, !filter.isEmpty || sizes.count == 1 { return nil }
    }
}
