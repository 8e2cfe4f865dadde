import TrackerEngine
import TrackerScreen

/// Keeps favourites, views and the look of the screen for the next start.
struct Keeper: Sendable {
    /// The reason why something is not kept.
    enum Failure: Error, Hashable, Sendable {
        /// The prices are simulated, and nothing of them is kept.
        case simulated
        case noHome
        case file(FileError)
    }

    private let place: Result<StatePlace, Failure>
    private var favourites: KeptFile?
    private var views: KeptFile?
    private var screen: KeptFile?

    /// `place`: `nil` where there is no home.
    init(_ place: StatePlace?, isSimulated: Bool) {
        self.place =
            isSimulated ? .failure(.simulated) : place.map { .success($0) } ?? .failure(.noHome)
        guard case .success(let place) = self.place else { return }
        favourites = KeptFile(path: place.favourites)
        views = KeptFile(path: place.views)
        screen = KeptFile(path: place.screen)
    }

    /// Reads the favourites of the last run; an empty list if there are none.
    ///
    /// `tell` gets a line for what is left out of them.
    mutating func readFavourites(tell: (String) -> Void) -> Favourites {
        guard var file = favourites else { return Favourites() }
        defer { favourites = file }
        do throws(FileError) {
            let reading = try file.read { text in
                let reading = Favourites.read(text)
                return (reading, reading.favourites.text)
            }
            guard let reading else { return Favourites() }
            for line in FavouriteFaults(reading, in: file.path).lines { tell(line) }
            return reading.favourites
        } catch {
            tell("The favourites cannot be read, so stars are not kept: \(error.reasonFirst).")
            return Favourites()
        }
    }

    /// Reads the saved views; an empty list if there are none.
    mutating func readViews(tell: (String) -> Void) -> SavedViews {
        guard var file = views else { return SavedViews() }
        defer { views = file }
        do throws(FileError) {
            return try file.read { text in
                let views = SavedViews(text: text)
                return (views, views.text)
            } ?? SavedViews()
        } catch {
            tell("The saved views cannot be read, so new ones are not kept: \(error.reasonFirst).")
            return SavedViews()
        }
    }

    /// Reads how the screen was left.
    mutating func readScreen(tell: (String) -> Void) -> ScreenMemory {
        guard var file = screen else { return ScreenMemory() }
        defer { screen = file }
        do throws(FileError) {
            // A market that is gone is not worth a copy of the file.
            return try file.read { (ScreenMemory(text: $0), $0) } ?? ScreenMemory()
        } catch {
            tell("The screen is not remembered: \(error.reasonFirst).")
            return ScreenMemory()
        }
    }

    /// Writes favourites or views.
    ///
    /// - Returns: where the file as it was is kept, if somebody else had changed it.
    mutating func keep(_ kept: Kept) throws(Failure) -> String? {
        let place = try place.get()
        do throws(FileError) {
            try place.make()
            return switch kept {
            case .favourites(let all): try favourites?.write(all.text) ?? nil
            case .views(let all): try views?.write(all.text) ?? nil
            }
        } catch {
            throw .file(error)
        }
    }

    /// Writes how the screen was left.
    mutating func keep(_ memory: ScreenMemory) throws(Failure) {
        let place = try place.get()
        do throws(FileError) {
            try place.make()
            // Two dashboards that end: the later one counts.
            if var file = screen {
                _ = try file.read { (ScreenMemory(text: $0), $0) }
                try file.write(memory.text)
            }
        } catch {
            throw .file(error)
        }
    }
}

extension Keeper.Failure: CustomStringConvertible {
    var description: String {
        switch self {
        case .simulated: "Not kept for the next start: the prices are simulated."
        case .noHome: "Not kept for the next start: HOME is not set."
        case .file(let error): "Not kept for the next start: \(error.reasonFirst)."
        }
    }
}

/// Lines for a person about the parts of a file of favourites that are left out.
struct FavouriteFaults {
    let lines: [String]

    init(_ reading: Favourites.Reading, in path: String) {
        var lines: [String] = []
        if let fault = reading.faults.first {
            let more = reading.faults.count > 1 ? " (and \(reading.faults.count - 1) more)" : ""
            lines.append("\(path):\(fault.line): \(fault.words)\(more).")
        }
        if reading.surplus > 0 {
            let most = Numbers.count(Favourites.most)
            lines.append(
                "\(path): \(reading.surplus) of its pairs are left out: at most \(most) are kept.")
        }
        if let end = reading.end {
            let most = Numbers.count(Favourites.mostRead)
            lines.append(
                "\(path):\(end): the rest is not read, because the file has more than \(most) entries."
            )
        }
        self.lines = lines
    }
}
