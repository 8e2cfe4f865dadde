import Glibc
import Testing

@testable import TrackerEngine

struct SystemErrorTests {
    @Test(arguments: [
        (ENOENT, "no such file or directory"), (EACCES, "permission denied"),
        (ENOSPC, "the disk is full"), (EDQUOT, "the disk is full"), (EROFS, "it is read-only"),
        (EIO, "input/output error"), (99_999, "unknown error 99999"),
    ]) func `an error number ends a sentence`(code: Int32, words: String) {
        #expect("\(SystemError(code))" == words)
    }

    @Test func `a variable that is not set has no value`() {
        #expect(Environment.value(of: "PATH")?.contains("/") == true)
        #expect(Environment.value(of: "TRACKER_TUI_NOT_SET") == nil)
    }
}
