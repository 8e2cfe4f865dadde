extension String {
    /// The text with the names of files in place of their paths: `cannot read day.sqlite: …`.
    ///
    /// Where a user keeps files is nobody's business at the port. Where a path of `files` ends is
    /// known; its name may go on, as with `.lock`. Any other path may have blanks in it, and ends
    /// before a colon with a blank, or a semicolon: rather too late than with a folder left over.
    func withoutFolders(of files: [String] = []) -> String {
        // The longest first: a path may be how another one begins.
        let known = files.filter { !$0.isEmpty }.sorted { $0.utf8.count > $1.utf8.count }
        var parts: [Substring] = []
        var rest = self[...]
        while let start = rest.indices.first(where: { rest.beginsPath(at: $0) }) {
            let path = rest[start...]
            let end =
                known.lazy.compactMap { path.end(of: $0) }.first ?? path.endOfPath
            let slash = rest[start..<end].lastIndex(of: "/") ?? start
            parts += [rest[..<start], rest[rest.index(after: slash)..<end]]
            rest = rest[end...]
        }
        return (parts + [rest]).joined()
    }
}

extension Substring {
    fileprivate func beginsPath(at place: Index) -> Bool {
        guard self[place...].hasPrefix("/") || self[place...].hasPrefix("~/") else { return false }
        return place == startIndex || " (\"'".contains(self[index(before: place)])
    }

    /// The end of a path that this begins with; `nil` for another path.
    fileprivate func end(of path: String) -> Index? {
        guard hasPrefix(path) else { return nil }
        let end = index(startIndex, offsetBy: path.count)
        return end == endIndex || " .:;,)\"'".contains(self[end]) ? end : nil
    }

    fileprivate var endOfPath: Index {
        indices.first { self[$0] == ";" || self[$0...].hasPrefix(": ") } ?? endIndex
    }
}
