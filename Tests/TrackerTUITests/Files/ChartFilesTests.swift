import Foundation
import TestSupport
import Testing

@testable import TrackerEngine
@testable import TrackerScreen
@testable import TrackerTUI

/// The files of the key `w`, in a folder that may hold anything.
struct ChartFilesTests {
    private static func chart(_ name: String = "kraken-btcusd", svg: String = "<svg/>")
        -> SavedChart
    {
        SavedChart(name: name, svg: svg, csv: Array("rows of \(svg)".utf8))
    }

    private static func text(_ folder: TemporaryDirectory, _ name: String) throws -> String {
        try String(contentsOfFile: folder.file(name), encoding: .utf8)
    }

    @Test func `what is there stays, and both files of a save have one name`() throws {
        let folder = try TemporaryDirectory()
        for svg in ["1", "2", "3"] {
            _ = try ChartFiles.write(Self.chart(svg: svg), in: folder.path)
        }
        #expect(
            folder.names.sorted() == [
                "kraken-btcusd-2.csv", "kraken-btcusd-2.svg", "kraken-btcusd-3.csv",
                "kraken-btcusd-3.svg", "kraken-btcusd.csv", "kraken-btcusd.svg",
            ])
        #expect(try Self.text(folder, "kraken-btcusd.svg") == "1")
        #expect(try Self.text(folder, "kraken-btcusd-2.csv") == "rows of 2")
        #expect(try Self.text(folder, "kraken-btcusd-3.svg") == "3")
    }

    @Test(arguments: ["svg", "csv"])
    func `where one of the two is there, both get another name`(ending: String) throws {
        let folder = try TemporaryDirectory()
        let taken = "kraken-btcusd.\(ending)"
        try "mine".write(toFile: folder.file(taken), atomically: true, encoding: .utf8)
        let names = try ChartFiles.write(Self.chart(), in: folder.path)
        #expect(names == ("kraken-btcusd-2.svg", "kraken-btcusd-2.csv"))
        #expect(folder.names.sorted() == (["kraken-btcusd-2.csv", "kraken-btcusd-2.svg", taken]))
        #expect(try Self.text(folder, taken) == "mine")
    }

    @Test(arguments: ["svg", "csv"])
    func `a link in the place of a file is never followed`(ending: String) throws {
        let folder = try TemporaryDirectory()
        let target = folder.file("precious")
        try "mine".write(toFile: target, atomically: true, encoding: .utf8)
        for (number, path) in [target, folder.file("nowhere")].enumerated() {
            let name = number == 0 ? "kraken-btcusd" : "kraken-btcusd-2"
            try FileManager.default.createSymbolicLink(
                atPath: folder.file("\(name).\(ending)"), withDestinationPath: path)
        }
        let names = try ChartFiles.write(Self.chart(), in: folder.path)
        #expect(names.picture == "kraken-btcusd-3.svg")
        #expect(try Self.text(folder, "precious") == "mine")
        #expect(!folder.names.contains("nowhere"))
    }

    @Test func `where nothing can be written it is said, and nothing is left`() throws {
        let folder = try TemporaryDirectory()
        #expect(throws: FileError.self) {
            try ChartFiles.write(Self.chart(), in: folder.path + "/none")
        }
        let long = Self.chart(String(repeating: "x", count: 252))
        #expect(throws: FileError.self) { try ChartFiles.write(long, in: folder.path) }
        #expect(folder.names.isEmpty)
    }
}
