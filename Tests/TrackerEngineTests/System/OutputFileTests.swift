import Glibc
import TestSupport
import Testing

@testable import TrackerEngine

struct OutputFileTests {
    private let folder: TemporaryDirectory

    init() throws { folder = try TemporaryDirectory() }

    private func bytes(_ path: String) throws -> [UInt8] {
        try InputFile.contents(of: path, upTo: 1 << 20, waits: false)
    }

    private func replace(_ path: String, with bytes: [UInt8]) throws {
        let file = try OutputFile(path, permissions: 0o600, waits: false)
        try file.write(bytes)
        try file.finish()
    }

    @Test func `what is replaced reads back, and nothing else is left in the folder`() throws {
        let path = folder.file("a")
        for length in [0, 1, 65_535, 65_536, 65_537, 300_000] {
            let written = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 31) }
            try replace(path, with: written)
            #expect(try bytes(path) == written)
        }
        #expect(folder.names == ["a"])
    }

    @Test func `a file has no name until it is complete: whoever kills the program leaves nothing`()
        throws
    {
        let path = folder.file("a")
        try write(to: path) { #expect(folder.names == []) }
        #expect(try bytes(path) == [7])
        // In the place of another one too.
        try write(to: path) { #expect(folder.names == ["a"]) }
        #expect(folder.names == ["a"])
    }

    private func write(to path: String, _ look: () -> Void) throws {
        let file = try OutputFile(path)
        try file.write([7])
        look()
        try file.finish()
    }

    @Test(arguments: [0, 1, 1024, 65_536])
    func `a file is read up to its greatest size, and no byte more`(most: Int) throws {
        let path = folder.file("a")
        try replace(path, with: [UInt8](repeating: 7, count: most))
        #expect(try InputFile.contents(of: path, upTo: most, waits: false).count == most)
        try replace(path, with: [UInt8](repeating: 7, count: most + 1))
        #expect(
            throws: FileError.cannotRead(path: path, reason: "it is larger than \(most >> 10) kB")
        ) { try InputFile.contents(of: path, upTo: most, waits: false) }
    }

    @Test func `a missing file is told apart from one that cannot be read`() throws {
        let (missing, pipe) = (folder.file("missing"), folder.file("pipe"))
        #expect(throws: FileError.missing(path: missing)) { try bytes(missing) }
        #expect(throws: FileError.cannotRead(path: folder.path, reason: FileError.notAFile)) {
            try bytes(folder.path)
        }
        try replace(folder.file("file"), with: [])
        let below = folder.file("file/below")
        #expect(throws: FileError.cannotRead(path: below, reason: "not a directory")) {
            try bytes(below)
        }
        #expect(unsafe mkfifo(pipe, 0o600) == 0)
        // Without a program that writes to it a plain open would wait for ever.
        #expect(throws: FileError.cannotRead(path: pipe, reason: FileError.notAFile)) {
            try bytes(pipe)
        }
    }

    @Test func `what the user typed may be a device`() throws {
        #expect(try InputFile.contents(of: "/dev/null", upTo: 10) == [])
        let reason = FileError.cannotRead(path: "/dev/null", reason: FileError.notAFile)
        #expect(throws: reason) { try InputFile.contents(of: "/dev/null", upTo: 10, waits: false) }
        let file = try OutputFile("/dev/null")
        try file.write([1])
        try file.finish()
    }

    @Test func `neither a pipe nor a folder is written over`() throws {
        let pipe = folder.file("pipe")
        #expect(unsafe mkfifo(pipe, 0o600) == 0)
        for path in [pipe, folder.path] {
            #expect(throws: FileError.self) { try replace(path, with: [1]) }
        }
        #expect(folder.names == ["pipe"])
    }

    @Test func `a link stays a link, and its file is replaced or made`() throws {
        let (link, second) = (folder.file("link"), folder.file("second"))
        try Folder.make(folder.file("kept"))
        #expect(unsafe symlink("kept/file", second) == 0)
        #expect(unsafe symlink(second, link) == 0)
        for written: [UInt8] in [[1], [2, 3]] {
            try replace(link, with: written)
            #expect(try bytes(folder.file("kept/file")) == written)
            #expect(try bytes(link) == written)
        }
        var status = stat()
        #expect(unsafe lstat(link, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK)
    }

    @Test func `links in a circle are an error`() throws {
        let link = folder.file("link")
        #expect(unsafe symlink("link", link) == 0)
        #expect(throws: FileError.self) { try replace(link, with: []) }
        #expect(throws: FileError.self) { try bytes(link) }
        #expect(folder.names == ["link"])
    }

    @Test func `a new file has the permissions asked for, an old one keeps its own`() throws {
        let path = folder.file("a")
        func permissions() -> UInt32 {
            var status = stat()
            return unsafe stat(path, &status) == 0 ? status.st_mode & 0o777 : 0
        }
        try replace(path, with: [])
        #expect(permissions() == 0o600)
        #expect(unsafe chmod(path, 0o640) == 0)
        try replace(path, with: [1])
        #expect(permissions() == 0o640)
    }

    @Test func `a file that is not finished leaves the old one and nothing beside it`() throws {
        let path = folder.file("a")
        try replace(path, with: [1])
        func begin() throws {
            let file = try OutputFile(path)
            try file.write([2])
            #expect(folder.names.count == 1)
        }
        try begin()
        #expect(try bytes(path) == [1])
        #expect(folder.names == ["a"])
    }

    @Test func `the head of a file is read without the rest`() throws {
        let path = folder.file("a")
        try replace(path, with: [1, 2, 3])
        #expect(try InputFile.head(of: path, count: 2) == [1, 2])
        #expect(try InputFile.head(of: path, count: 9) == [1, 2, 3])
    }
}
