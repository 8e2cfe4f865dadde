import CToml

/// A value of a TOML file, and where it stands.
package struct TOML: Hashable, Sendable {
    package enum Value: Hashable, Sendable {
        case text(String)
        case integer(Int)
        /// Infinities and NaN are allowed.
        case number(Double)
        case flag(Bool)
        case list([TOML])
        /// A table: its members in the order of the file, each key once.
        case table([Member])
        /// A date or a time.
        case other
    }

    /// A key of a table, and what it stands for.
    package struct Member: Hashable, Sendable {
        package let key: String
        /// The place of the key; of a table in several pieces where it is named first.
        package let keyPlace: Place
        package let value: TOML
    }

    /// A place in a file, in lines and characters, from 1.
    package struct Place: Hashable, Sendable {
        package let line: Int
        package let column: Int

        package init(line: Int, column: Int) {
            self.line = line
            self.column = column
        }
    }

    package let value: Value
    package let place: Place

    /// Bytes; larger texts are refused.
    static let longest = 1 << 20

    /// Reads a whole file.
    ///
    /// - Parameter text: UTF-8; a byte order mark before it is skipped.
    /// - Returns: the top table.
    /// - Throws: `TOMLError`, for the first thing that is wrong: syntax, a key that stands twice,
    ///   bytes that are no UTF-8.
    package static func parse(_ text: [UInt8]) throws(TOMLError) -> TOML {
        guard text.count <= longest else { throw .tooLarge(limit: longest) }
        if let place = TOMLNesting.firstTooDeep(in: text) { throw .tooDeep(place) }
        let document = unsafe text.withUnsafeBytes { bytes in
            unsafe tm_read(bytes.bindMemory(to: CChar.self).baseAddress, bytes.count)
        }
        guard let document = unsafe document else { throw .noMemory }
        defer { unsafe tm_free(document) }
        let found = unsafe tm_look(document)
        switch unsafe found.status {
        case TM_FINE: break
        case TM_NO_MEMORY: throw .noMemory
        default:
            throw unsafe .broken(String(cString: found.words), Place(found.place))
        }
        var nodes = unsafe UnsafeBufferPointer(start: found.nodes, count: found.count)[...]
        return unsafe TOML(takingFrom: &nodes)
    }

    static func parse(_ text: String) throws(TOMLError) -> TOML { try parse(Array(text.utf8)) }

    /// Takes the first node and those below it.
    private init(takingFrom nodes: inout Slice<UnsafeBufferPointer<tm_node>>) {
        let node = unsafe nodes.removeFirst()
        place = unsafe Place(node.place)
        value =
            switch unsafe node.type {
            case TM_TEXT: unsafe .text(String(node.text))
            case TM_INTEGER: unsafe .integer(Int(node.integer))
            case TM_NUMBER: unsafe .number(node.number)
            case TM_FLAG: unsafe .flag(node.flag)
            case TM_LIST:
                unsafe .list((0..<node.children).map { _ in unsafe TOML(takingFrom: &nodes) })
            case TM_TABLE:
                unsafe .table((0..<node.children).map { _ in unsafe Member(takingFrom: &nodes) })
            default: .other
            }
    }
}

extension TOML.Member {
    fileprivate init(takingFrom nodes: inout Slice<UnsafeBufferPointer<tm_node>>) {
        let node = unsafe nodes[nodes.startIndex]
        key = unsafe String(node.key)
        keyPlace = unsafe TOML.Place(node.key_place)
        value = unsafe TOML(takingFrom: &nodes)
    }
}

extension TOML.Place {
    fileprivate init(_ place: tm_place) {
        line = Int(place.line)
        column = Int(place.column)
    }
}

extension String {
    fileprivate init(_ text: tm_text) {
        let start = unsafe UnsafeRawPointer(text.bytes)
        // toml++ has looked whether it is UTF-8.
        self = unsafe String(
            decoding: UnsafeRawBufferPointer(start: start, count: text.count), as: UTF8.self)
    }
}
