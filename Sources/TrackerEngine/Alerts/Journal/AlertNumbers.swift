/// Numbers of a store that may be reckoned with: nothing overflows.
///
/// All throw damage for any other number.
enum AlertNumbers {
    static func minute(_ number: Int) throws(SQLiteError) -> Minute {
        Minute(index: try checked(number, upTo: 1 << 40))
    }

    static func time(_ number: Int) throws(SQLiteError) -> Timestamp {
        Timestamp(milliseconds: try checked(number, upTo: 1 << 52))
    }

    static func counter(_ number: Int) throws(SQLiteError) -> Int {
        try checked(number, upTo: 1 << 60)
    }

    private static func checked(_ number: Int, upTo most: Int) throws(SQLiteError) -> Int {
        guard (0...most).contains(number) else { throw .damaged("a number that cannot be") }
        return number
    }
}

extension Statement {
    func minute(_ column: Int32) throws(SQLiteError) -> Minute {
        try AlertNumbers.minute(int(column))
    }

    func optionalMinute(_ column: Int32) throws(SQLiteError) -> Minute? {
        isNull(column) ? nil : try minute(column)
    }

    func time(_ column: Int32) throws(SQLiteError) -> Timestamp {
        try AlertNumbers.time(int(column))
    }

    func optionalTime(_ column: Int32) throws(SQLiteError) -> Timestamp? {
        isNull(column) ? nil : try time(column)
    }

    func counter(_ column: Int32) throws(SQLiteError) -> Int {
        try AlertNumbers.counter(int(column))
    }

    func optionalCounter(_ column: Int32) throws(SQLiteError) -> Int? {
        isNull(column) ? nil : try counter(column)
    }
}
