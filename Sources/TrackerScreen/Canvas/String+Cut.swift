extension String {
    /// The text in at most so many columns, with an ellipsis if it is cut.
    func cut(to columns: Int) -> String {
        guard cellWidth > columns else { return self }
        var (text, width) = ("", 0)
        for character in self {
            width += String(character).cellWidth
            guard width < columns else { break }
            text.append(character)
        }
        while text.last == " " { text.removeLast() }
        return text + "…"
    }
}
