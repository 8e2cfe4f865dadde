import Foundation
import TestSupport
import Testing

@testable import TrackerEngine
@testable import TrackerScreen
@testable import TrackerTUI

struct KeeperTests {
    private let home: TemporaryDirectory
    private let place: StatePlace

    init() throws {
        let home = try TemporaryDirectory()
        self.home = home
        place = try #require(StatePlace { $0 == "XDG_STATE_HOME" ? home.path : nil })
        try place.make()
    }

    private static func stars(_ names: String...) -> Favourites {
        Favourites.read(names.map { $0 + "\n" }.joined()).favourites
    }

    private func text(_ path: String) throws -> String {
        try String(contentsOfFile: path, encoding: .utf8)
    }

    private func put(_ text: String, _ path: String) throws {
        try text.write(toFile: path, atomically: false, encoding: .utf8)
    }

    private var names: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: place.directory)) ?? []).sorted()
    }

    @Test func `what is kept is there at the next start`() throws {
        var keeper = Keeper(place, isSimulated: false)
        var told: [String] = []
        #expect(keeper.readFavourites { told.append($0) }.isEmpty)
        let views = SavedViews(text: "[movers]\nfilter chg>3\nsort change\norder descending\n")
        #expect(try keeper.keep(.favourites(Self.stars("kraken:btcusd"))) == nil)
        #expect(try keeper.keep(.favourites(Self.stars("kraken:btcusd", "okx:x"))) == nil)
        #expect(try keeper.keep(.views(views)) == nil)
        var next = Keeper(place, isSimulated: false)
        #expect(next.readFavourites { told.append($0) } == Self.stars("kraken:btcusd", "okx:x"))
        #expect(next.readViews { told.append($0) } == views)
        #expect(told.isEmpty && names == ["favourites", "views"])
    }

    @Test(arguments: Obstacle.allCases)
    func `a file that could not be read stays as it is, and that is said`(
        _ obstacle: Obstacle
    ) throws {
        for path in [place.favourites, place.views, place.screen] { try obstacle.put(at: path) }
        let before = names
        var keeper = Keeper(place, isSimulated: false)
        var told: [String] = []
        #expect(keeper.readFavourites { told.append($0) }.isEmpty)
        #expect(keeper.readViews { told.append($0) } == SavedViews())
        #expect(keeper.readScreen { told.append($0) } == ScreenMemory())
        #expect(told.count == 3)
        #expect(told[0].hasPrefix("The favourites cannot be read, so stars are not kept: "))
        for kept in [Kept.favourites(Self.stars("kraken:btcusd")), .views(SavedViews())] {
            #expect(throws: Keeper.Failure.self) { try keeper.keep(kept) }
        }
        #expect(throws: Keeper.Failure.self) { try keeper.keep(ScreenMemory()) }
        #expect(names == before)
    }

    @Test func `what others have added meanwhile is not lost by a star`() throws {
        var keeper = Keeper(place, isSimulated: false)
        try put("kraken:btcusd\n", place.favourites)
        _ = keeper.readFavourites { _ in }
        try put("kraken:btcusd\nkraken:precious\n", place.favourites)
        let copy = try keeper.keep(.favourites(Self.stars("okx:btcusdt")))
        #expect(copy == place.favourites + ".before")
        #expect(try text(place.favourites + ".before") == "kraken:btcusd\nkraken:precious\n")
        #expect(try text(place.favourites) == "okx:btcusdt\n")
        // From here on the file is as this program wrote it.
        #expect(try keeper.keep(.favourites(Favourites())) == nil)
    }

    @Test func `what is not understood, and what there is no room for, is kept and told`() throws {
        let pairs = (1...2003).map { "kraken:p\($0)\n" }.joined()
        let before = "# mine\nnonsense\nmore\n" + pairs
        try put(before, place.favourites)
        var keeper = Keeper(place, isSimulated: false)
        var told: [String] = []
        let favourites = keeper.readFavourites { told.append($0) }
        #expect(favourites.count == 2000)
        #expect(
            told == [
                "\(place.favourites):2: not MARKET:PAIR, left out: nonsense (and 1 more).",
                "\(place.favourites): 3 of its pairs are left out: at most 2,000 are kept.",
            ])
        #expect(names == ["favourites"])
        #expect(try keeper.keep(.favourites(favourites)) == place.favourites + ".before")
        #expect(try text(place.favourites + ".before") == before)
    }

    @Test func `a star that cannot be kept is said so, with the reason`() throws {
        try FileManager.default.removeItem(atPath: place.directory)
        try put("", place.directory)
        let stars = Kept.favourites(Self.stars("kraken:btcusd"))
        let reasons = [
            Keeper(place, isSimulated: false), Keeper(nil, isSimulated: false),
            Keeper(place, isSimulated: true),
        ].map { keeper in
            var keeper = keeper
            do throws(Keeper.Failure) {
                _ = try keeper.keep(stars)
                return "kept"
            } catch {
                return "\(error)"
            }
        }
        let path = place.directory
        #expect(reasons[0] == "Not kept for the next start: not a directory: \(path).")
        #expect(reasons[1] == "Not kept for the next start: HOME is not set.")
        #expect(reasons[2] == "Not kept for the next start: the prices are simulated.")
    }

    @Test func `the log is a file, or a device that takes everything`() throws {
        let number = try LogFile.open(place.log)
        close(number)
        try FileManager.default.removeItem(atPath: place.log)
        try #require(unsafe symlink("/dev/null", place.log) == 0)
        close(try LogFile.open(place.log))
        for obstacle in [Obstacle.pipe, .folder, .linkToItself] {
            let path = place.directory + "/\(obstacle)"
            try obstacle.put(at: path)
            #expect(throws: FileError.self) { _ = try LogFile.open(path) }
        }
    }
}
