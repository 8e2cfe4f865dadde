import TrackerScreen

extension Palette {
    /// SGR (ECMA-48, 8.3.117): what turns a style on, whatever was on before.
    func sequence(_ style: Style) -> String {
        let look = look(style)
        var codes = ["0"]
        for (attribute, code) in [
            (Style.Attributes.bold, "1"), (.dim, "2"), (.underline, "4"), (.reverse, "7"),
        ] where look.attributes.contains(attribute) {
            codes.append(code)
        }
        codes += Self.code(look.colour, plain: 30) + Self.code(look.ground, plain: 40)
        return "\u{1B}[\(codes.joined(separator: ";"))m"
    }

    /// The code of a colour; `plain` is that of the first of eight.
    private static func code(_ shade: Shade, plain: Int) -> [String] {
        switch shade {
        case .own: []
        case .number(let number) where number < 8: ["\(plain + Int(number))"]
        case .number(let number): ["\(plain + 8);5;\(number)"]
        case .rgb(let rgb): ["\(plain + 8);2;\(rgb.red);\(rgb.green);\(rgb.blue)"]
        }
    }
}
