import Glibc

/// The machine that the program runs on.
package enum Machine {
    /// Its name: letters, digits, hyphens and points; `localhost` where it has none of that kind.
    package static var name: String {
        var bytes = [CChar](repeating: 0, count: 256)
        guard unsafe gethostname(&bytes, bytes.count - 1) == 0 else { return "localhost" }
        let name = bytes.prefix { $0 != 0 }.map(UInt8.init(bitPattern:))
        let isPlain = name.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
                || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
        }
        return isPlain && !name.isEmpty ? String(decoding: name, as: UTF8.self) : "localhost"
    }
}
