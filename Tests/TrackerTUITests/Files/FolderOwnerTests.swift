import Glibc
import TestSupport
import Testing

@testable import TrackerTUI

struct FolderOwnerTests {
    @Test(arguments: [
        (mode_t(0o700), false), (0o755, false), (0o775, false), (0o777, true), (0o1777, false),
    ])
    func `a folder that everybody can write to is told`(mode: mode_t, isTold: Bool) throws {
        let folder = try TemporaryDirectory()
        try #require(unsafe chmod(folder.path, mode) == 0)
        #expect((FolderOwner.warning(folder.path) != nil) == isTold)
    }

    @Test func `a folder that is not there is nobody's`() {
        #expect(FolderOwner.warning("/nowhere/at/all") == nil)
    }
}
