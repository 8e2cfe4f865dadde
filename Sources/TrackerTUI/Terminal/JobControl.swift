import Glibc

/// Job control, which needs a shell that can continue a stopped program.
enum JobControl {
    /// True if a process between this one and the leader of the session waits for its group.
    ///
    /// Without one (started by ssh or by a terminal directly, say) a program that stops itself
    /// would never run again: POSIX calls its group orphaned.
    static var isPresent: Bool {
        let group = getpgrp()
        let session = getsid(0)
        var process = getppid()
        // Parents in the same group (make, a script) have parents of their own.
        for _ in 0..<64 {
            guard process > 1, getsid(process) == session else { return false }
            if getpgid(process) != group { return true }
            guard let parent = parent(of: process) else { return false }
            process = parent
        }
        return false
    }

    /// Reads the fourth field of `/proc/PID/stat`; the second is a name in brackets that may hold any.
    private static func parent(of process: pid_t) -> pid_t? {
        let file = unsafe open("/proc/\(process)/stat", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 512)
        let count = unsafe read(file, &bytes, bytes.count)
        guard count > 0, let bracket = bytes[..<count].lastIndex(of: UInt8(ascii: ")")) else {
            return nil
        }
        let fields = bytes[(bracket + 1)..<count].split(separator: UInt8(ascii: " "))
        guard fields.count > 1 else { return nil }
        return pid_t(String(decoding: fields[1], as: UTF8.self))
    }
}
