import Glibc
import TrackerEngine
import TrackerScreen

/// A chart and its day as files in the folder that the program was started in.
enum ChartFiles {
    /// How many names are tried for one chart.
    private static let mostNames = 999

    /// Writes both as new files of one name; what is there already stays, and gives way to nothing.
    ///
    /// Where one of the two names is taken, by a file or by a link that somebody has laid there,
    /// both get a number behind the name: `-2`, `-3`.
    /// - Returns: the names of both.
    /// - Throws: `FileError`; neither file is left then.
    static func write(
        _ chart: SavedChart, in folder: String = "."
    ) throws(FileError) -> (picture: String, day: String) {
        for number in 1...mostNames {
            let name = number == 1 ? chart.name : "\(chart.name)-\(number)"
            let (picture, day) = ("\(name).svg", "\(name).csv")
            guard let first = try NewFile("\(folder)/\(picture)", named: picture),
                let second = try NewFile("\(folder)/\(day)", named: day)
            else { continue }
            try first.write(Array(chart.svg.utf8))
            try second.write(chart.csv)
            first.keep()
            second.keep()
            return (picture, day)
        }
        throw .cannotWrite(
            path: "\(chart.name).svg", reason: "there are already \(mostNames) files of this name")
    }

    /// The folder that the program was started in, for a person.
    static var folder: String {
        guard let path = unsafe getcwd(nil, 0) else { return "this folder" }
        defer { unsafe free(path) }
        return unsafe String(cString: path)
    }
}

/// A file that was not there before; it is gone again unless it is kept.
private struct NewFile: ~Copyable {
    private let descriptor: Descriptor
    private let path: String
    private var isKept = false

    /// - Returns: `nil` where there is something of this name: a link counts, wherever it leads.
    init?(_ path: String, named name: String) throws(FileError) {
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
        let number = unsafe open(path, flags, 0o666)
        guard number >= 0 else {
            if errno == EEXIST { return nil }
            throw .cannotWrite(path: name, reason: "\(SystemError.last)")
        }
        descriptor = Descriptor(number: number, name: name)
        self.path = path
    }

    deinit {
        close(descriptor.number)
        if !isKept { unsafe unlink(path) }
    }

    func write(_ bytes: [UInt8]) throws(FileError) { try descriptor.write(bytes) }

    consuming func keep() { isKept = true }
}
