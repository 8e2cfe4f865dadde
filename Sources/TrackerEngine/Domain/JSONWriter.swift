/// Writes JSON (RFC 8259) into bytes, with the commas and nothing else between the values.
///
///     var writer = JSONWriter()
///     writer.object { writer in
///         writer.key("last")
///         writer.number(48801.3)
///     }
///     writer.bytes  // {"last":48801.3} as UTF-8
package struct JSONWriter {
    package private(set) var bytes: [UInt8] = []
    private var needsComma = false

    package init(capacity: Int = 512) { bytes.reserveCapacity(capacity) }

    /// Writes an object of what `body` writes: a key, a value, a key, a value.
    package mutating func object(_ body: (inout JSONWriter) -> Void) { wrap("{", body, "}") }

    /// Writes an array of the values that `body` writes.
    package mutating func array(_ body: (inout JSONWriter) -> Void) { wrap("[", body, "]") }

    private mutating func wrap(
        _ opening: Unicode.Scalar, _ body: (inout JSONWriter) -> Void, _ closing: Unicode.Scalar
    ) {
        separate()
        append(opening)
        needsComma = false
        body(&self)
        append(closing)
        needsComma = true
    }

    /// Writes the name of an object's next member.
    package mutating func key(_ name: String) {
        string(name)
        append(":")
        needsComma = false
    }

    package mutating func null() { literal("null") }

    package mutating func bool(_ value: Bool) { literal(value ? "true" : "false") }

    package mutating func number(_ value: Int) {
        separate()
        NumberText.append(value, to: &bytes)
        needsComma = true
    }

    /// Writes the shortest text that reads back to the same bits, whole numbers without a fraction.
    ///
    /// NaN and the infinities, for which JSON has no number, become `null`.
    package mutating func number(_ value: Double) {
        guard value.isFinite else { return null() }
        separate()
        var places = 0
        NumberText.append(value, to: &bytes, places: &places)
        needsComma = true
    }

    /// Writes a text in quotes.
    ///
    /// Quotes, backslashes and invisible scalars are escaped, so that an answer does no harm on a
    /// terminal or in a script.
    package mutating func string(_ text: String) {
        separate()
        append("\"")
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\":
                append("\\")
                append(scalar)
            case " "..."~":
                append(scalar)
            default:
                scalar.isInvisible
                    ? escape(scalar) : bytes.append(contentsOf: UTF8.encode(scalar) ?? .init())
            }
        }
        append("\"")
        needsComma = true
    }

    package mutating func number(orNull value: Int?) { value.map { number($0) } ?? null() }

    package mutating func string(orNull text: String?) { text.map { string($0) } ?? null() }

    private mutating func escape(_ scalar: Unicode.Scalar) {
        for unit in UTF16.encode(scalar) ?? .init() {
            append("\\")
            append("u")
            let digits = String(unit, radix: 16)
            bytes.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: 4 - digits.utf8.count))
            bytes.append(contentsOf: digits.utf8)
        }
    }

    private mutating func literal(_ text: String) {
        separate()
        bytes.append(contentsOf: text.utf8)
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { append(",") }
    }

    /// `character` is ASCII.
    private mutating func append(_ character: Unicode.Scalar) {
        bytes.append(UInt8(truncatingIfNeeded: character.value))
    }
}
