import Glibc
import TrackerScreen

/// A chart and its day as files in the folder that the program was started in.
enum ChartFiles {
    /// Writes both, each at once.
    ///
    /// - Returns: what to say of it.
    static func write(_ chart: SavedChart) -> String {
        let (picture, day) = ("\(chart.name).svg", "\(chart.name).csv")
        do throws(FileError) {
            try write(Array(chart.svg.utf8), to: picture)
            try write(chart.csv, to: day)
            return "Written to \(folder): \(picture) and \(day)"
        } catch {
            return "\(error), in \(folder)."
        }
    }

    private static func write(_ bytes: [UInt8], to path: String) throws(FileError) {
        let file = try OutputFile(path)
        try file.write(bytes)
        try file.finish()
    }

    private static var folder: String {
        guard let path = unsafe getcwd(nil, 0) else { return "this folder" }
        defer { unsafe free(path) }
        return unsafe String(cString: path)
    }
}
