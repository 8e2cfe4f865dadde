import Testing

@testable import TrackerEngine

struct PortAddressTests {
    @Test(arguments: ["0", "1", "8080", "65535"])
    func `a port is on loopback`(_ text: String) throws {
        let address = try PortAddress(port: text)
        #expect(address.isLoopback)
        #expect(address.port == UInt16(text))
        #expect(address.hostRule == .loopback)
    }

    @Test(arguments: ["", "-1", "+80", "65536", "8080 ", "0x50", "eighty", "000080", "80\u{1B}[2J"])
    func `what is no port is refused with the option's name`(_ text: String) {
        let error = #expect(throws: PortError.self) { try PortAddress(port: text) }
        #expect(error == .notAPort(text))
        let words = error?.description ?? ""
        #expect(words.hasPrefix("--port: ") && words.contains("1 to 65535"))
        #expect(words.unicodeScalars.allSatisfy { $0.value >= 32 })
    }

    @Test(arguments: [
        ("127.0.0.1:80", true, "127.0.0.1:80"), ("127.8.0.1:80", true, "127.8.0.1:80"),
        ("[::1]:80", true, "[::1]:80"), ("[0:0::1]:80", true, "[0:0::1]:80"),
        ("LOCALHOST:80", true, "127.0.0.1:80"), ("0.0.0.0:80", false, "0.0.0.0:80"),
        ("[::]:80", false, "[::]:80"), ("[fd00::2]:80", false, "[fd00::2]:80"),
        ("[::ffff:1.2.3.4]:80", false, "[::ffff:1.2.3.4]:80"),
        ("192.168.1.2:0", false, "192.168.1.2:0"),
    ])
    func `an address is read`(_ text: String, _ isLoopback: Bool, _ shown: String) throws {
        let address = try PortAddress(listen: text)
        #expect(address.isLoopback == isLoopback)
        #expect(address.description == shown)
        #expect((address.hostRule == .any) != isLoopback)
    }

    @Test(arguments: [
        "", ":", ":80", "80", "127.0.0.1", "127.0.0.1:", "127.0.0.1:x", "127.0.0.1:65536",
        "::1:80", "[::1]80", "[::1]", "[]:80", "[127.0.0.1]:80", "example.org:80", "1.2.3:80",
        "127.0.0.1\0:80", "[fe80::1%lo]:80",
    ])
    func `what is no address is refused`(_ text: String) {
        #expect(throws: PortError.notAnAddress(text)) { try PortAddress(listen: text) }
    }
}
