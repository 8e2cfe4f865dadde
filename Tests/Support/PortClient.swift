import Glibc

/// A client on a raw socket: what it sends is up to the test, junk and halves included.
package final class PortClient {
    private let descriptor: Int32
    private var buffer: [UInt8] = []

    package struct Failure: Error { package let words: String }

    /// An answer, taken apart.
    package struct Answer {
        package let status: Int
        package let headers: [String: String]
        package let body: [UInt8]

        /// By name, lower case.
        package subscript(name: String) -> String? { headers[name] }
        package var text: String { String(decoding: body, as: UTF8.self) }
    }

    package init(port: UInt16, ipv6: Bool = false, address: UInt32 = 0x7F00_0001) throws {
        descriptor = socket(ipv6 ? AF_INET6 : AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var patience = timeval(tv_sec: 20, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, size)
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, size)
        guard (ipv6 ? connect6(port) : connect4(port, address)) == 0 else {
            throw Failure(words: unsafe String(cString: strerror(errno)))
        }
    }

    deinit { close(descriptor) }

    private func connect4(_ port: UInt16, _ address: UInt32) -> Int32 {
        var name = sockaddr_in()
        name.sin_family = sa_family_t(AF_INET)
        name.sin_port = port.bigEndian
        name.sin_addr.s_addr = address.bigEndian
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        return unsafe withUnsafePointer(to: &name) { name in
            unsafe name.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe connect(descriptor, $0, size)
            }
        }
    }

    private func connect6(_ port: UInt16) -> Int32 {
        var name = sockaddr_in6()
        name.sin6_family = sa_family_t(AF_INET6)
        name.sin6_port = port.bigEndian
        unsafe inet_pton(AF_INET6, "::1", &name.sin6_addr)
        let size = socklen_t(MemoryLayout<sockaddr_in6>.size)
        return unsafe withUnsafePointer(to: &name) { name in
            unsafe name.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe connect(descriptor, $0, size)
            }
        }
    }

    /// Whether all of it went out.
    @discardableResult
    package func send(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        var sent = 0
        while sent < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { bytes in
                unsafe Glibc.send(
                    descriptor, bytes.baseAddress?.advanced(by: sent), bytes.count - sent,
                    Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    /// Sends a request without a body.
    package func ask(_ path: String, method: String = "GET", _ headers: [String] = []) {
        let lines = ["\(method) \(path) HTTP/1.1", "Host: localhost"] + headers
        send(lines.joined(separator: "\r\n") + "\r\n\r\n")
    }

    /// Reads the next answer; `hasBody`: whether one follows its headers.
    package func answer(hasBody: Bool = true) throws -> Answer {
        while headEnd == nil { try receive() }
        guard let end = headEnd else { throw Failure(words: "no head") }
        let head = String(decoding: buffer[..<end], as: UTF8.self)
        let lines = head.split(separator: "\r\n")
        guard let first = lines.first, let status = Int(first.split(separator: " ")[1]) else {
            throw Failure(words: "no status in \(head)")
        }
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            let colon = line.firstIndex(of: ":") ?? line.endIndex
            headers[line[..<colon].lowercased()] = String(line[colon...].dropFirst(2))
        }
        buffer.removeFirst(end + 4)
        let length = hasBody ? Int(headers["content-length"] ?? "") ?? 0 : 0
        while buffer.count < length { try receive() }
        defer { buffer.removeFirst(length) }
        return Answer(status: status, headers: headers, body: Array(buffer[..<length]))
    }

    private var headEnd: Int? {
        let end = Array("\r\n\r\n".utf8)
        guard buffer.count >= 4 else { return nil }
        return (0...buffer.count - 4).first { buffer[$0..<$0 + 4].elementsEqual(end) }
    }

    private func receive() throws {
        let count = read()
        guard count > 0 else { throw Failure(words: count == 0 ? "cut" : "nothing came") }
    }

    private func read() -> Int {
        var chunk = [UInt8](repeating: 0, count: 65_536)
        let count = unsafe recv(descriptor, &chunk, chunk.count, 0)
        if count > 0 { buffer.append(contentsOf: chunk[..<count]) }
        return count
    }

    /// Reads until the server ends the connection; `false` where it does not within 20 s.
    package func isCut() -> Bool {
        while true {
            let count = read()
            if count == 0 || count < 0 && errno == ECONNRESET { return true }
            if count < 0 { return false }
        }
    }
}
