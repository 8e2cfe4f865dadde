import TestSupport
import Testing

@testable import TrackerEngine

struct FolderTests {
    @Test func `all folders of a path are made, and may be there already`() throws {
        let top = try TemporaryDirectory()
        try Folder.make(top.file("a/b//c/"))
        try Folder.make(top.file("a/b/c"))
        try OutputFile(top.file("a/b/c/file")).finish()
        #expect(top.names == ["a"])
    }

    @Test func `a file in the way is named with the reason`() throws {
        let top = try TemporaryDirectory()
        try OutputFile(top.file("file")).finish()
        let path = top.file("file")
        for folder in ["file", "file/a/b"] {
            #expect(throws: FileError.cannotMake(path: path, reason: "not a directory")) {
                try Folder.make(top.file(folder))
            }
        }
    }

    @Test(arguments: [
        ("a", "."), ("/a", "/"), ("a/b", "a"), ("/a/b/c", "/a/b"), ("./a", "."), ("a/", "a"),
    ]) func `the folder of a path`(path: String, folder: String) {
        #expect(Folder.containing(path) == folder)
    }
}
