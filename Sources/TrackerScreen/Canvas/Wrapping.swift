extension String {
    /// Breaks a text at blanks, into lines of at most so many columns where its words allow that.
    package func wrapped(_ width: Int) -> [String] {
        guard width > 0, cellWidth > width else { return [self] }
        var lines = [""]
        for word in split(separator: " ") {
            let line = lines[lines.count - 1]
            let longer = line.isEmpty ? String(word) : line + " " + word
            if longer.cellWidth <= width || line.isEmpty {
                lines[lines.count - 1] = longer
            } else {
                lines.append(String(word))
            }
        }
        return lines
    }
}
