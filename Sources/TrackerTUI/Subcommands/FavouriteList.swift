import TrackerEngine
import TrackerScreen

/// `favourites [FILE]`: the starred pairs and groups as text, or those of a file added to them.
struct FavouriteList: Subcommand {
    /// The file to add; `nil`: says what there is.
    let file: String?
    /// Where they are kept.
    let path: String
    let console: Console

    /// More is no list of pairs.
    private static let longest = 4 << 20

    func perform() async throws(SubcommandError) {
        let kept = FavouriteFile.read(TextFile.read(path) ?? "", from: path) {
            console.say("tracker-tui: \($0)")
        }
        guard let file else {
            do { return try console.write(Array(kept.text.utf8)) } catch { throw .file(error) }
        }
        let text: [UInt8]
        do { text = try contents(of: file) } catch { throw .file(error) }
        let (added, faults) = Favourites.read(String(decoding: text, as: UTF8.self))
        for fault in faults.prefix(20) {
            console.say(
                "tracker-tui: \(file):\(fault.line): not MARKET:PAIR, left out: \(fault.text)")
        }
        var all = kept
        all.add(added)
        guard TextFile.write(all.text, to: path) else {
            throw .file(.cannotWrite(path: path, reason: "nothing was added"))
        }
        let new = all.count - kept.count
        console.say("\(file): \(new) added, \(added.count - new) there already")
    }

    private func contents(of file: String) throws(FileError) -> [UInt8] {
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

extension Program {
    /// - Returns: the exit status.
    func runFavourites() async -> Int32 {
        guard let place else {
            Self.complain("HOME is not set: there is no place for favourites")
            return Self.couldNot
        }
        if !options.arguments.isEmpty, let reason = place.make() {
            Self.complain(reason)
            return Self.couldNot
        }
        let command = FavouriteList(
            file: options.arguments.first, path: place.favourites, console: .live())
        return await command.run().rawValue
    }
}
