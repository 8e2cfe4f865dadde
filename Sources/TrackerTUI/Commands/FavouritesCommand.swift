import TrackerEngine
import TrackerScreen

/// `favourites [FILE]`: the starred pairs and groups as text, or those of a file added to them.
struct FavouritesCommand: Command {
    static let form = CommandForm(
        "favourites", summary: "print the starred pairs, or add those in a file",
        arguments: "[FILE]",
        0...1)
    static let options = OptionList<Self>([], .including(\.configuration))

    /// The file to add; without one the command prints what there is.
    var arguments: [String] = []
    var configuration = ConfigurationOptions()

    /// The most bytes that a list of pairs has.
    private static let longest = 4 << 20

    func run(in place: Workplace) async throws(CommandError) -> ExitCode {
        guard let folder = place.folder else {
            throw .noHome(consequence: "there is no place to keep favourites")
        }
        do throws(FileError) {
            if !arguments.isEmpty { try folder.make() }
            try run(KeptFile(path: folder.favourites), place.console)
        } catch {
            throw .file(error)
        }
        return .success
    }

    private func run(_ file: KeptFile, _ console: Console) throws(FileError) {
        var file = file
        let reading = try file.read { text in
            let reading = Favourites.read(text)
            return (reading, reading.favourites.text)
        }
        if let reading {
            for line in FavouriteFaults(reading, in: file.path).lines { console.complain(line) }
        }
        let kept = reading?.favourites ?? Favourites()
        guard let name = arguments.first else {
            return try console.write(Array(kept.text.utf8))
        }
        try add(name, to: kept, in: &file, console)
    }

    private func add(
        _ name: String, to kept: Favourites, in file: inout KeptFile, _ console: Console
    ) throws(FileError) {
        let text = try contents(of: name, console)
        var added = Favourites.read(String(decoding: text, as: UTF8.self))
        // TradingView has other names for some exchanges.
        let names = Exchanges.builtIn.otherNames
        added.favourites = added.favourites.naming { names[$0] }
        for fault in added.faults.prefix(20) {
            console.complain("\(name):\(fault.line): \(fault.words)")
        }
        if added.faults.count > 20 {
            console.complain("\(name): \(added.faults.count - 20) more lines are left out")
        }
        if let end = added.end {
            let most = Numbers.count(Favourites.mostRead)
            console.complain(
                "\(name):\(end): the rest is not read, because the file has more than \(most) entries"
            )
        }
        if added.favourites.isEmpty, added.faults.isEmpty {
            console.complain("\(name): no pair in it")
        }
        var all = kept
        let surplus = added.surplus + all.add(added.favourites)
        if let copy = try file.write(all.text) {
            console.complain("the previous favourites are kept as \(copy)")
        }
        let new = all.count - kept.count
        let known = added.favourites.count + added.surplus - new - surplus
        console.say(
            "\(name): \(new) added, \(known) already there"
                + (surplus > 0
                    ? ", \(surplus) left out: at most \(Numbers.count(Favourites.most)) are kept"
                    : ""))
    }

    private func contents(of file: String, _ console: Console) throws(FileError) -> [UInt8] {
        guard file == "-" else { return try InputFile.contents(of: file, upTo: Self.longest) }
        var bytes: [UInt8] = []
        while bytes.count <= Self.longest {
            let piece = try console.read()
            if piece.isEmpty { return bytes }
            bytes += piece
        }
        throw .cannotRead(
            path: "standard input", reason: "it is larger than \(Self.longest >> 10) kB")
    }
}
