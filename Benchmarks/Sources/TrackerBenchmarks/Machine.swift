import Glibc
import TrackerEngine

/// What the kernel says of this process and its machine.
enum Machine {
    /// One line: processor, cores, how busy they are.
    static var words: String {
        let model =
            text("/proc/cpuinfo").split(separator: "\n")
            .first { $0.hasPrefix("model name") }?
            .split(separator: ":").last.map { $0.drop { $0 == " " } } ?? "unknown processor"
        return "\(model), \(cores) cores"
    }

    static var cores: Int { sysconf(Int32(_SC_NPROCESSORS_ONLN)) }

    /// Processes that ran or wanted to, over the last minute, in the mean.
    static var load: Double {
        text("/proc/loadavg").split(separator: " ").first.flatMap { Double($0) } ?? 0
    }

    /// Resident memory of this process in bytes, without what it has freed.
    static var resident: Int {
        Heap.giveBack()
        let pages = text("/proc/self/statm").split(separator: " ").dropFirst().first
        return (pages.flatMap { Int($0) } ?? 0) * sysconf(Int32(_SC_PAGESIZE))
    }

    /// Bytes that this process has handed to `write` and its kin.
    static var written: Int {
        let line = text("/proc/self/io").split(separator: "\n").first { $0.hasPrefix("wchar") }
        return line?.split(separator: " ").last.flatMap { Int($0) } ?? 0
    }

    /// Bytes of a file, 0 where there is none.
    static func size(of path: String) -> Int {
        var status = stat()
        return unsafe stat(path, &status) == 0 ? Int(status.st_size) : 0
    }

    private static func text(_ path: String) -> String {
        guard let file = unsafe fopen(path, "r") else { return "" }
        defer { unsafe fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 8192)
        let count = unsafe fread(&bytes, 1, bytes.count, file)
        return String(decoding: bytes[..<count], as: UTF8.self)
    }
}
