import Dispatch
import Glibc
import Testing

@testable import TrackerEngine

struct DescriptorTests {
    /// A pipe: what is written to the second comes out of the first.
    private func pipe() throws -> (read: Descriptor, write: Descriptor) {
        var ends: [Int32] = [0, 0]
        try #require(unsafe Glibc.pipe(&ends) == 0)
        return (
            Descriptor(number: ends[0], name: "pipe"), Descriptor(number: ends[1], name: "pipe")
        )
    }

    @Test func `what is written is read, up to the end`() throws {
        let (read, write) = try pipe()
        defer { close(read.number) }
        try write.write(Array("one two".utf8))
        try write.write([])
        close(write.number)
        #expect(try read.read(upTo: 4) == Array("one ".utf8))
        #expect(try read.read(upTo: 4) == Array("two".utf8))
        #expect(try read.read(upTo: 4).isEmpty)
    }

    @Test func `a pipe that nobody reads says so`() throws {
        signal(SIGPIPE, SIG_IGN)
        let (read, write) = try pipe()
        defer { close(write.number) }
        close(read.number)
        #expect(throws: FileError.readerGone) { try write.write([1]) }
    }

    @Test func `a full disk is told in words`() throws {
        let number = unsafe open("/dev/full", O_WRONLY | O_CLOEXEC)
        try #require(number >= 0)
        defer { close(number) }
        let full = Descriptor(number: number, name: "day.csv")
        let error = #expect(throws: FileError.self) { try full.write([1]) }
        #expect(error?.description == "cannot write day.csv: the disk is full")
    }

    @Test func `a slow reader of a pipe that does not block gets everything`() throws {
        let (read, write) = try pipe()
        defer { close(read.number) }
        try #require(fcntl(write.number, F_SETFL, O_NONBLOCK) == 0)
        let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0) }
        // On a thread of its own: it waits for the reading below.
        DispatchQueue.global().async {
            #expect(throws: Never.self) { try write.write(bytes) }
            close(write.number)
        }
        var found: [UInt8] = []
        while case let piece = try read.read(upTo: 1000), !piece.isEmpty { found += piece }
        #expect(found == bytes)
    }
}
