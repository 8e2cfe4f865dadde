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
        var place = KeptFile(path: path)
        let reading: Favourites.Reading?
        do {
            reading = try place.read { text in
                let reading = Favourites.read(text)
                return (reading, reading.favourites.text)
            }
        } catch {
            throw .file(error)
        }
        let kept = reading?.favourites ?? Favourites()
        if let reading {
            for line in FavouriteFaults(reading, in: path).lines {
                console.say("tracker-tui: \(line)")
            }
        }
        guard let file else {
            do { return try console.write(Array(kept.text.utf8)) } catch { throw .file(error) }
        }
        let text: [UInt8]
        do { text = try contents(of: file) } catch { throw .file(error) }
        let added = Favourites.read(String(decoding: text, as: UTF8.self))
        for fault in added.faults.prefix(20) {
            console.say(
                "tracker-tui: \(file):\(fault.line): not MARKET:PAIR, left out: \(fault.text)")
        }
        var all = kept
        let surplus = added.surplus + all.add(added.favourites)
        do {
            if let copy = try place.write(all.text) {
                console.say("tracker-tui: the favourites as they were are kept as \(copy)")
            }
        } catch {
            throw .file(error)
        }
        let new = all.count - kept.count
        let known = added.favourites.count + added.surplus - new - surplus
        console.say(
            "\(file): \(new) added, \(known) there already"
                + (surplus > 0 ? ", no room for \(surplus)" : ""))
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
        do throws(FileError) {
            if !options.arguments.isEmpty { try place.make() }
        } catch {
            Self.complain("\(error)")
            return Self.couldNot
        }
        let command = FavouriteList(
            file: options.arguments.first, path: place.favourites, console: .live())
        return await command.run().rawValue
    }
}
