import Glibc

/// Who may change what a folder holds.
enum FolderOwner {
    /// What to say of a folder in which others could put a file, or a link, in the place of one of
    /// ours; `nil` where only the user and the administrator can, and where there is no folder.
    ///
    /// A folder like `/tmp`, in which nobody removes what is not theirs, is none of those: a file
    /// that is there stays the user's.
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
