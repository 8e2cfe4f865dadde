/// The reason why a CSV of prices is refused: the line, and what is wrong there.
public struct DayCSVError: Error, Hashable, Sendable {
    /// The line on which the row begins, from 1; a line break inside of quotes counts.
    public let line: Int
    public let fault: Fault

    public enum Fault: Error, Hashable, Sendable {
        /// The file is no text, or it cannot be unpacked; the reason in words.
        case packing(String)
        /// The first bytes are a part of a byte order mark.
        case brokenMark
        /// The header has no column for something; each of `lacks` are names that would do.
        case unknownHeader(String, lacks: [[String]])
        /// The file begins with numbers, in so many columns, which no known dump has.
        case noHeader(columns: Int, known: String)
        /// The header has two columns of a name.
        case twice(column: String)
        /// The header is that of made-up prices.
        case simulated
        /// There is no column for the market or the pair, and no option says them.
        case lacksNames([String], form: String?)
        /// There is a column, and an option too.
        case namedTwice(String)
        /// The candles seem to last so many minutes.
        case longCandles(Int)
        case empty
        /// The row is longer than so many bytes.
        case tooLong(Int)
        /// The row has so many columns, and the first row another number of them.
        case columns(Int, expected: Int)
        case quoteInside
        case textAfterQuote
        case openQuote
        case bareReturn
        case notUTF8(column: String)
        case notAMinute(String)
        case notANumber(String)
        /// A price above 0 that is 0 as a number.
        case tooSmall(String)
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
        case .packing(let words): words
        case .brokenMark: "it begins with a broken byte order mark"
        case .unknownHeader(let header, let lacks):
            "the header is \(Self.shown(header)); it needs "
                + lacks.map { "a column named \($0.joined(separator: " or "))" }
                .joined(separator: " and ")
        case .noHeader(let columns, let known):
            "there is no header, and no known format has \(columns) columns (\(known))"
        case .twice(let column): "the header has the column \(column) twice"
        case .simulated: "these prices are simulated and cannot be mixed with real ones"
        case .lacksNames(let names, let form):
            (form.map { "these are \($0): " } ?? "") + "there is no column for the "
                + names.joined(separator: " and the ") + "; give "
                + names.map { "--\($0) NAME" }.joined(separator: " and ")
        case .namedTwice(let name): "the file has a column \(name), so --\(name) cannot be used"
        case .longCandles(let minutes):
            "the candles are \(minutes) minutes apart: add --candle \(minutes) if each lasts that long, "
                + "--candle 1 if each lasts a minute"
        case .empty: "the file is empty, without even the header \(DayCSV.header)"
        case .tooLong(let bytes): "longer than \(bytes) bytes"
        case .columns(let count, let expected):
            "\(count) column\(count == 1 ? "" : "s") instead of \(expected)"
        case .quoteInside: "a quote inside a field that does not begin with one"
        case .textAfterQuote: "text after a closing quote"
        case .openQuote: "a quote that is never closed"
        case .bareReturn: "a carriage return without a line feed"
        case .notUTF8(let column): "the \(column) is not UTF-8"
        case .notAMinute(let text):
            "\(Self.shown(text)) is not a minute: it must be the Unix time of its start"
        case .notANumber(let text):
            "\(Self.shown(text)) is not a price: it must be a number, 0 or more"
        case .tooSmall(let text):
            "\(Self.shown(text)) is too small for a price: it would be 0"
        case .notAValue(let column, .notAName(_, .empty)): "the \(column) is empty"
        case .notAValue(let column, .notAName(let name, let fault)):
            "the \(column) \(Self.shown(name)) \(fault)"
        case .notAValue(_, let error): "\(error)"
        case .tooMany(let count): "more than \(count) instruments"
        }
    }

    private static func shown(_ text: String) -> String { "\"\(text.plain(upTo: 40))\"" }
}
