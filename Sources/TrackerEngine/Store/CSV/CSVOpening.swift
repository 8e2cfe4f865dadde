/// Looks at the first lines of a CSV to find out what separates its columns and where they begin.
///
/// A line `sep=;` says it, as spreadsheets write it. Otherwise the first line that has a comma, a
/// semicolon or a tab outside of quotes has most of the one that separates. Lines before that go,
/// if they are blank, begin with `#`, or are an address, as CryptoDataDownload writes it.
struct CSVOpening {
    /// What was found: the separator, and the bytes and lines that are no part of the table.
    struct Finding: Hashable {
        var separator = UInt8(ascii: ",")
        var skippedBytes = 0
        var skippedLines = 0
    }

    /// How many bytes are looked at.
    static let longest = 4 * CSVSplitter.longest

    private static let candidates: [UInt8] = [
        UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t"),
    ]
    private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// Looks at the beginning of a file.
    ///
    /// `isWhole`: whether nothing comes behind these bytes.
    /// - Returns: `nil` if more bytes are needed.
    static func find(in bytes: [UInt8], isWhole: Bool) -> Finding? {
        var finding = Finding()
        var rest = bytes[...]
        if rest.starts(with: mark) { rest = rest.dropFirst(mark.count) }
        let mustDecide = isWhole || bytes.count >= longest
        while let end = rest.firstIndex(of: UInt8(ascii: "\n"))
            ?? (mustDecide ? rest.endIndex : nil)
        {
            var line = rest[..<end]
            if line.last == UInt8(ascii: "\r") { line = line.dropLast() }
            if let separator = declared(line) {
                finding.separator = separator
                skip(through: end, of: bytes, in: &finding)
                return finding
            }
            guard isPassedOver(line) else {
                finding.separator = separator(of: line)
                return finding
            }
            guard end < rest.endIndex else { return finding }
            skip(through: end, of: bytes, in: &finding)
            rest = rest[(end + 1)...]
        }
        return mustDecide ? finding : nil
    }

    private static func skip(through end: Int, of bytes: [UInt8], in finding: inout Finding) {
        finding.skippedBytes = min(end + 1, bytes.count)
        finding.skippedLines += 1
    }

    private static func declared(_ line: ArraySlice<UInt8>) -> UInt8? {
        let text = String(decoding: line, as: UTF8.self).lowercased().filter { $0 != "\"" }
        guard text.hasPrefix("sep="), text.utf8.count == 5, let last = text.utf8.last,
            candidates.contains(last)
        else { return nil }
        return last
    }

    private static func isPassedOver(_ line: ArraySlice<UInt8>) -> Bool {
        line.isEmpty || line.first == UInt8(ascii: "#") || line.starts(with: "http://".utf8)
            || line.starts(with: "https://".utf8)
    }

    /// The candidate that the line has most of, the first one of equals.
    private static func separator(of line: ArraySlice<UInt8>) -> UInt8 {
        var counts = [Int](repeating: 0, count: candidates.count)
        var isQuoted = false
        for byte in line {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if !isQuoted, let place = candidates.firstIndex(of: byte) { counts[place] += 1 }
        }
        let most = counts.max() ?? 0
        return candidates[counts.firstIndex(of: most) ?? 0]
    }
}
