/// Writes the fields of a CSV (RFC 4180).
package enum CSVField {
    /// Appends a name, in quotes if a reader would take a part of it for a separator.
    package static func append(_ name: String, to bytes: inout [UInt8]) {
        guard name.utf8.contains(where: { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }) else {
            return bytes.append(contentsOf: name.utf8)
        }
        bytes.append(UInt8(ascii: "\""))
        for byte in name.utf8 {
            if byte == UInt8(ascii: "\"") { bytes.append(byte) }
            bytes.append(byte)
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
