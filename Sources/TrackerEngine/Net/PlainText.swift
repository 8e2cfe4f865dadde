extension String {
    /// Its first characters as one plain line, for a message about what came from outside.
    ///
    /// Only printable ASCII and letters and digits of other scripts stay; everything else (control
    /// characters, direction marks, emoji) becomes `?`.
    package func plain(upTo longest: Int) -> String {
        var plain = ""
        for scalar in unicodeScalars.prefix(longest) {
            let isPlain =
                scalar.isASCII
                ? (0x20...0x7E).contains(scalar.value)
                : scalar.properties.isAlphabetic || scalar.properties.numericType != nil
            plain.unicodeScalars.append(isPlain ? scalar : "?")
        }
        return plain
    }
}
