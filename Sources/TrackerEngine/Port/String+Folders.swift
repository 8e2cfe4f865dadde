extension String {
    /// The text with the names of files in place of their paths: `cannot read day.sqlite: …`.
    ///
    /// Where a user keeps files is nobody's business at the port. A path begins with a word, and may
    /// have blanks in it; it ends before a colon with a blank, or a semicolon.
    var withoutFolders: String {
        var parts: [Substring] = []
        var rest = self[...]
        while let start = rest.indices.first(where: { rest.beginsPath(at: $0) }) {
            let end = rest[start...].endOfPath
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

    fileprivate var endOfPath: Index {
        indices.first { self[$0] == ";" || self[$0...].hasPrefix(": ") } ?? endIndex
    }
}
