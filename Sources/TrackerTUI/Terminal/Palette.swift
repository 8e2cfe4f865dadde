import TrackerScreen

/// The colours and the attributes of each style, for so many colours as the terminal has.
///
/// The ground of the screen is always the terminal's own. Where nobody knows it, the colours are
/// middle tones that are legible on black and on white; attributes then tell steps apart.
struct Palette: Hashable, Sendable {
    /// A colour as the terminal is told of it.
    enum Shade: Hashable, Sendable {
        /// The terminal's own.
        case own
        case number(Int16)
        case rgb(RGB)
    }

    struct Look: Hashable, Sendable {
        var colour = Shade.own
        var ground = Shade.own
        var attributes: Style.Attributes = []
    }

    private let tones: Tones
    /// 0, 8 or 256.
    private let depth: Int
    private let hasRGB: Bool
    /// Whether nothing but attributes tells meanings apart.
    private let isPlain: Bool
    /// By ground, then by meaning.
    private var looks: [Look] = []

    /// A palette for 0, 8, 16, 256 or more colours, on the terminal's own ground, if it is known;
    /// `hasRGB`: whether the terminal shows colours in 24 bits.
    init(_ theme: Theme = .standard, on ground: RGB? = nil, colours: Int, hasRGB: Bool = false) {
        tones = Tones(theme, on: colours >= 256 ? ground : nil)
        depth = colours >= 256 ? 256 : colours >= 8 ? 8 : 0
        self.hasRGB = hasRGB && colours >= 256
        isPlain = theme == .highContrast || colours < 8
        looks = Style.Ground.allCases.flatMap { ground in
            Style.Meaning.allCases.map { look(of: $0, on: ground) }
        }
    }

    func look(_ style: Style) -> Look {
        let row = Int(style.ground.rawValue) * Style.Meaning.allCases.count
        var look = looks[row + Int(style.meaning.rawValue)]
        look.attributes.formUnion(style.attributes)
        return look
    }

    private func look(of meaning: Style.Meaning, on ground: Style.Ground) -> Look {
        switch ground {
        case .none: look(meaning)
        case .selection: chosen(meaning)
        case .selectionUnfocused: chosenElsewhere(meaning)
        case .tintUp1, .tintUp2, .tintUp3, .tintUp4, .tintDown1, .tintDown2, .tintDown3,
            .tintDown4:
            tinted(meaning, ground)
        case .chipUp: chip(tones.up[4])
        case .chipDown: chip(tones.down[4])
        case .chipAccent: chip(tones.accent)
        case .chipWarning: chip(tones.warning)
        case .chipError: chip(tones.error)
        }
    }

    /// The numbers of all colours that are told by their number.
    var numbers: Set<Int16> {
        var numbers: Set<Int16> = []
        for look in looks {
            for case .number(let number) in [look.colour, look.ground] { numbers.insert(number) }
        }
        return numbers
    }

    // MARK: - On the terminal's own ground

    private func look(_ meaning: Style.Meaning) -> Look {
        switch meaning {
        case .plain, .status, .ink: Look()
        case .dim, .label, .axis: faint
        case .strong, .title: Look(attributes: .bold)
        case .header: Look()
        case .frame: look(tones.frame, isPlain || depth == 256 ? [] : .dim)
        case .frameFocused: look(tones.accent, isPlain ? .bold : [])
        case .accent, .notice: look(tones.accent, isPlain ? .bold : [])
        case .accentBack: look(tones.accent.mixed(0.35, into: tones.ground))
        case .accentFarBack: look(tones.accent.mixed(0.68, into: tones.ground))
        case .key: look(tones.accent, .bold)
        case .match: look(tones.accent, [.bold, .underline])
        case .warning: look(tones.warning, isPlain ? .underline : [])
        case .error: look(tones.error, isPlain ? [.bold, .underline] : .bold)
        case .up: look(tones.up[4], isPlain ? .bold : [])
        case .down: look(tones.down[4])
        case .heat0, .heat1, .heat2, .heat3, .heat4: heat(meaning.place(after: .heat0))
        case .fillUp: fill(tones.up[5], tones.fillUp)
        case .fillDown: fill(tones.down[5], tones.fillDown)
        case .fall5, .fall4, .fall3, .fall2, .fall1, .still, .rise1, .rise2, .rise3, .rise4,
            .rise5:
            step(meaning.place(after: .still))
        case .fallTrail5, .fallTrail4, .fallTrail3, .fallTrail2, .fallTrail1, .stillTrail,
            .riseTrail1, .riseTrail2, .riseTrail3, .riseTrail4, .riseTrail5:
            trail(meaning.place(after: .stillTrail))
        }
    }

    /// Grey is one of 256; with fewer colours it is what the terminal makes of "faint".
    private var faint: Look { look(tones.faint, isPlain || depth == 256 ? [] : .dim) }

    private func tone(_ step: Int) -> Tones.Tone {
        step < 0 ? tones.down[-step] : tones.up[step]
    }

    /// Colours say how much where there are enough of them, else bold does; without any, bold says
    /// that it is up, and reversed that it is far.
    private func step(_ step: Int) -> Look {
        if isPlain {
            let far: Style.Attributes = step.magnitude == 5 ? .reverse : []
            return Look(attributes: step > 0 ? far.union(.bold) : far)
        }
        if tones.hasSteps { return look(tone(step), step.magnitude == 5 ? .bold : []) }
        return step == 0 ? faint : look(tone(step), step.magnitude >= 4 ? .bold : [])
    }

    private func trail(_ step: Int) -> Look {
        if isPlain { return Look() }
        guard tones.hasSteps else { return step == 0 ? faint : look(tone(step)) }
        // Less on a light ground, where 256 colours have few that are dark enough.
        let share = tones.ground.map { $0.isDark ? 0.3 : 0.2 } ?? 0
        return look(tone(step).mixed(share, into: tones.ground))
    }

    private func heat(_ fifth: Int) -> Look {
        guard tones.heat.isEmpty || depth < 256 else { return look(tones.heat[fifth]) }
        return Look(attributes: fifth == 4 ? .bold : [])
    }

    /// Dots in a dark tone on a dark ground, in a pale one on a pale ground.
    private func fill(_ tone: Tones.Tone, _ number: Int16) -> Look {
        guard let ground = tones.ground, let known = tone.known else { return faint }
        let mixed = known.mixed(ground.isDark ? 0.7 : 0.75, into: ground)
        return look(Tones.Tone(mixed.hex, of256: number, of8: tone.of8))
    }

    // MARK: - On other grounds

    private func chosen(_ meaning: Style.Meaning) -> Look {
        guard let selection = tones.selection, depth == 256 else {
            return Look(attributes: .reverse)
        }
        var look = look(meaning)
        look.ground = shade(selection.ground)
        let clear = meaning.withoutTrail
        if (Style.Meaning.fall5.rawValue...Style.Meaning.rise5.rawValue).contains(clear.rawValue) {
            let step = clear.place(after: .still)
            look.colour = shade(
                step > 0 ? selection.up : step < 0 ? selection.down : selection.faint)
        } else if meaning == .up || meaning == .down {
            look.colour = shade(meaning == .up ? selection.up : selection.down)
        } else if Self.faint.contains(meaning) {
            look.colour = shade(selection.faint)
        } else if meaning != .accent, meaning != .match, meaning != .key, meaning != .warning {
            look.colour = shade(selection.text)
        }
        return look
    }

    private static let faint: Set<Style.Meaning> = [
        .dim, .label, .axis, .frame, .fillUp, .fillDown,
    ]

    private func chosenElsewhere(_ meaning: Style.Meaning) -> Look {
        // The ground takes some contrast away, which the faintest lack.
        var look = look(meaning == .heat0 ? .dim : meaning.withoutTrail)
        if let selection = tones.selection, depth == 256 {
            look.ground = shade(selection.unfocused)
        } else {
            look.attributes.insert(.bold)
        }
        return look
    }

    /// The shares of the outermost colour in the tints.
    private static let tints = [0.08, 0.15, 0.22, 0.3]

    private func tinted(_ meaning: Style.Meaning, _ ground: Style.Ground) -> Look {
        var look = look(meaning)
        guard hasRGB, let own = tones.ground else { return look }
        let isUp = ground.rawValue < Style.Ground.tintDown1.rawValue
        let first: Style.Ground = isUp ? .tintUp1 : .tintDown1
        let share = Self.tints[Int(ground.rawValue - first.rawValue)]
        if let tone = (isUp ? tones.up : tones.down)[5].known {
            look.ground = .rgb(tone.mixed(1 - share, into: own))
        }
        return look
    }

    /// Black or white on a colour, whichever is read better; without 256 colours it is reversed.
    private func chip(_ tone: Tones.Tone) -> Look {
        guard depth == 256, let known = tone.known else {
            var look = look(tone)
            look.attributes = [.bold, .reverse]
            return look
        }
        return Look(
            colour: .number(known.isDark ? 231 : 16), ground: shade(tone), attributes: .bold)
    }

    private func look(_ tone: Tones.Tone, _ attributes: Style.Attributes = []) -> Look {
        Look(colour: shade(tone), attributes: attributes)
    }

    private func shade(_ tone: Tones.Tone) -> Shade {
        if hasRGB, let rgb = tone.rgb { return .rgb(rgb) }
        let number = depth == 256 ? tone.of256 : depth == 8 ? tone.of8 : -1
        return number < 0 ? .own : .number(number)
    }
}

extension Style.Meaning {
    /// How many cases it stands after another one, which may be negative.
    fileprivate func place(after other: Style.Meaning) -> Int {
        Int(rawValue) - Int(other.rawValue)
    }

    /// For a trail the step that it leads up to.
    fileprivate var withoutTrail: Style.Meaning {
        guard (Self.fallTrail5.rawValue...Self.riseTrail5.rawValue).contains(rawValue) else {
            return self
        }
        return Style.Meaning(rawValue: Self.still.rawValue + rawValue - Self.stillTrail.rawValue)
            ?? self
    }
}
