/// How much a price has changed, in six steps each way.
///
/// The steps begin at 0.1, 0.5, 2, 5 and 10 per cent; below the first a price stands still.
struct ChangeStep: Hashable, Sendable {
    /// From -5 to 5.
    let number: Int

    private static let limits = [0.001, 0.005, 0.02, 0.05, 0.1]

    /// The step of a change as a share of the price before; what is not finite stands still.
    init(_ change: Double) {
        // What is no number is no larger than any limit.
        let steps = Self.limits.count { change.magnitude >= $0 }
        number = change < 0 ? -steps : steps
    }

    /// The style of the change, and of a line that shows it.
    var style: Style { Style(Style.Meaning(stepped: .still, by: number)) }

    /// The style of a line that leads up to the newest price.
    var trail: Style { Style(Style.Meaning(stepped: .stillTrail, by: number)) }
}

extension Style.Meaning {
    /// The meaning so many steps up, or down, from the middle of a scale.
    fileprivate init(stepped middle: Style.Meaning, by steps: Int) {
        self = Style.Meaning(rawValue: UInt8(Int(middle.rawValue) + steps)) ?? middle
    }
}
