import TrackerScreen

extension Palette {
    /// SGR (ECMA-48, 8.3.117): what turns a style on, whatever was on before.
    func sequence(_ style: Style) -> String {
        let look = looks[Int(style.meaning.rawValue)]
        let attributes = look.attributes.union(style.attributes)
        var codes = ["0"]
        for (attribute, code) in [
            (Style.Attributes.bold, "1"), (.dim, "2"), (.underline, "4"), (.reverse, "7"),
        ] where attributes.contains(attribute) {
            codes.append(code)
        }
        if look.colour >= 8 {
            codes.append("38;5;\(look.colour)")
        } else if look.colour >= 0 {
            codes.append("\(30 + look.colour)")
        }
        return "\u{1B}[\(codes.joined(separator: ";"))m"
    }
}
