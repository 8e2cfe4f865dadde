/// The reason why a CSV of prices is refused: the line, and what is wrong there.
public struct DayCSVError: Error, Hashable, Sendable {
    /// The line on which the row begins, from 1; a line break inside of quotes counts.
    public let line: Int
    public let fault: Fault

    public enum Fault: Hashable, Sendable {
        /// The first line is not the header.
        case notHeader
        /// The header is that of made-up prices.
        case simulated
        case empty
        /// The row is longer than so many bytes.
        case tooLong(Int)
        /// The row has so many columns instead of four.
        case columns(Int)
        case quoteInside
        case textAfterQuote
        case openQuote
        case bareReturn
        case notUTF8(column: String)
        case notAMinute(String)
        case notANumber(String)
        case notAValue(column: String, DomainError)
        /// The file has more instruments than so many.
        case tooMany(Int)
    }

    init(line: Int, _ fault: Fault) {
        self.line = line
        self.fault = fault
    }
}

extension DayCSVError: CustomStringConvertible {
    public var description: String { "line \(line): \(fault)" }
}

extension DayCSVError.Fault: CustomStringConvertible {
    public var description: String {
        switch self {
        case .notHeader: "the header must be \(DayCSV.header)"
        case .simulated: "these prices are simulated, and are kept apart from real ones"
        case .empty: "there is nothing, not even the header \(DayCSV.header)"
        case .tooLong(let bytes): "longer than \(bytes) bytes"
        case .columns(let count):
            "\(count) column\(count == 1 ? "" : "s") instead of 4 (\(DayCSV.header))"
        case .quoteInside: "a quote inside of a field that does not begin with one"
        case .textAfterQuote: "text after a closing quote"
        case .openQuote: "a quote that is never closed"
        case .bareReturn: "a carriage return without a line feed"
        case .notUTF8(let column): "the \(column) is not UTF-8"
        case .notAMinute(let text):
            "\(Self.shown(text)) is no minute: it must be Unix seconds, a multiple of 60"
        case .notANumber(let text):
            "\(Self.shown(text)) is no price: it must be a number, 0 or more"
        case .notAValue(let column, .notAName(_, .empty)): "the \(column) is empty"
        case .notAValue(let column, .notAName(let name, let fault)):
            "the \(column) \(Self.shown(name)) \(fault)"
        case .notAValue(_, let error): "\(error)"
        case .tooMany(let count): "more than \(count) instruments"
        }
    }

    private static func shown(_ text: String) -> String { "\"\(text.plain(upTo: 40))\"" }
}
