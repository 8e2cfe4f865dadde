import Foundation
import Glibc
import TestSupport
import Testing

@testable import TrackerEngine
@testable import TrackerTUI

/// Something that is in the place of a file.
enum Obstacle: String, CaseIterable, Sendable {
    case folder, pipe, tooLong, linkToItself, linkToPipe

    func put(at path: String) throws {
        switch self {
        case .folder: try #require(unsafe mkdir(path, 0o700) == 0)
        case .pipe: try #require(unsafe mkfifo(path, 0o600) == 0)
        case .tooLong:
            let bytes = Data(repeating: 0x23, count: TextFile.longest + 1)
            try bytes.write(to: URL(fileURLWithPath: path))
        case .linkToItself: try #require(unsafe symlink(path, path) == 0)
        case .linkToPipe:
            try #require(unsafe mkfifo(path + "-pipe", 0o600) == 0)
            try #require(unsafe symlink(path + "-pipe", path) == 0)
        }
    }
}

struct TextFileTests {
    private let folder: TemporaryDirectory
    private let file: TextFile

    init() throws {
        folder = try TemporaryDirectory()
        file = TextFile(path: folder.file("favourites"))
    }

    private func text(_ name: String) throws -> String {
        try String(contentsOfFile: folder.file(name), encoding: .utf8)
    }

    private func put(_ text: String, _ name: String) throws {
        try text.write(toFile: folder.file(name), atomically: false, encoding: .utf8)
    }

    @Test func `what is written is read, and nothing is beside it`() throws {
        #expect(try file.read() == nil)
        for text in ["kraken:btcusd\n", "", String(repeating: "é", count: 100_000)] {
            try file.write(text)
            #expect(try file.read() == text)
        }
        #expect(folder.names == ["favourites"])
    }

    @Test(arguments: Obstacle.allCases)
    func `what is there and cannot be read is not the same as nothing`(
        _ obstacle: Obstacle
    ) throws {
        try obstacle.put(at: file.path)
        let before = folder.names
        #expect(throws: FileError.self) { try file.read() }
        if obstacle != .tooLong {
            #expect(throws: FileError.self) { try file.write("new") }
        }
        #expect(folder.names == before)
    }

    @Test func `the reason is one line for a person`() throws {
        try Obstacle.pipe.put(at: file.path)
        #expect {
            try file.read()
        } throws: {
            "\($0)" == "cannot read \(file.path): it is not a regular file"
        }
    }

    @Test(arguments: [false, true])
    func `a link stays one, and its target is replaced`(isThere: Bool) throws {
        try #require(unsafe mkdir(folder.file("dotfiles"), 0o700) == 0)
        if isThere { try put("old", "dotfiles/stars") }
        // Relative to where the link is, over another link.
        try #require(unsafe symlink("dotfiles/other", file.path) == 0)
        try #require(unsafe symlink("stars", folder.file("dotfiles/other")) == 0)
        #expect(try file.read() == (isThere ? "old" : nil))
        try file.write("new")
        #expect(try text("dotfiles/stars") == "new")
        #expect(
            try FileManager.default.destinationOfSymbolicLink(atPath: file.path)
                == "dotfiles/other")
        #expect(try file.read() == "new")
    }

    @Test func `a link that others laid where it writes for now is not followed`() throws {
        try put("mine", "precious")
        try #require(unsafe symlink("precious", file.path + ".new") == 0)
        try file.write("new")
        #expect(try text("precious") == "mine" && text("favourites") == "new")
    }

    @Test func `who could read it still can, and nobody else`() throws {
        try file.write("new")
        var status = stat()
        #expect(unsafe lstat(file.path, &status) == 0 && status.st_mode & 0o777 == 0o600)
        try #require(unsafe chmod(file.path, 0o640) == 0)
        try file.write("newer")
        #expect(unsafe lstat(file.path, &status) == 0 && status.st_mode & 0o777 == 0o640)
    }

    @Test func `a text that is kept beside it replaces no other`() throws {
        #expect(try file.keepBeside("1") == file.path + ".before")
        #expect(try file.keepBeside("2") == file.path + ".before-2")
        #expect(try file.keepBeside("1") == file.path + ".before")
        #expect(try text("favourites.before") == "1" && text("favourites.before-2") == "2")
    }
}
