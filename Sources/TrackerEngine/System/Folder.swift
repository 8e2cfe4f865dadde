import Glibc

/// Folders of the file system.
package enum Folder {
    /// Makes a folder, and the folders above it that are missing, for the user alone.
    ///
    /// A folder that exists keeps its permissions, and one that is a link is followed.
    /// - Throws: `FileError.cannotMake` with the first folder that failed.
    package static func make(_ path: String) throws(FileError) {
        var folder = path.hasPrefix("/") ? "" : "."
        for part in path.split(separator: "/") {
            folder += "/" + part
            guard unsafe mkdir(folder, 0o700) != 0 else { continue }
            let error = SystemError.last
            // A folder above may be read-only and still lead on; the slash is for folders alone.
            if unsafe access(folder + "/", X_OK) == 0 { continue }
            let reason = error.code == EEXIST ? SystemError.last : error
            throw .cannotMake(path: folder, reason: "\(reason)")
        }
    }

    /// The folder that holds a file; `.` for a name alone.
    package static func containing(_ path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
