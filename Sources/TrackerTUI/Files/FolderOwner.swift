import Glibc

/// The users who may change what a folder holds.
enum FolderOwner {
    /// A warning about a folder in which other users could replace our files; `nil` if only the user
    /// and the administrator can, or if there is no folder.
    ///
    /// There is none for a folder like `/tmp`, where users cannot remove the files of others.
    static func warning(_ folder: String) -> String? {
        var status = stat()
        guard unsafe stat(folder, &status) == 0 else { return nil }
        guard [0, geteuid()].contains(status.st_uid) else {
            return "\(folder) belongs to another user, who can change what is kept there."
        }
        let isOpen = status.st_mode & S_IWOTH != 0 && status.st_mode & S_ISVTX == 0
        return isOpen
            ? "Every user can write to \(folder), and change what is kept there." : nil
    }
}
