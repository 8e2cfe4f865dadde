import Foundation
import Synchronization

/// A small HTTP server on 127.0.0.1 that does what a closure says, badly where that is wanted.
///
///     let server = try LoopbackServer { request in .json("{}") }
///     fetch("\(server.url)/markets/prices")
///
/// Each connection has a thread of its own, so that one that hangs holds up no other. It ends with
/// the last reference to it.
package final class LoopbackServer: Sendable {
    /// What a client asked.
    package struct Request: Hashable, Sendable {
        /// `GET`.
        package let method: String
        /// Path and query: `/markets/prices?cursor=x`.
        package let target: String
        /// Names in lower case.
        package let headers: [String: String]
        /// 1 for the first connection to this server.
        package let connection: Int
        /// As many bytes as the head announces.
        package fileprivate(set) var body: [UInt8] = []
    }

    /// What to do about a request.
    package enum Answer: Sendable {
        /// A whole answer; the connection stays open for the next request.
        case whole(status: Int, headers: [(String, String)], body: [UInt8])
        /// These bytes as they are, then the end of the connection.
        case bytes([UInt8])
        /// The same, one byte at a time with this pause between them.
        case slow([UInt8], pause: Duration)
        /// Nothing, until the client goes away.
        case hang
        /// These bytes over and over, until the client goes away.
        case endless(start: [UInt8], again: [UInt8])
        /// The end of the connection, with a reset.
        case reset

        package static func json(_ body: String, status: Int = 200) -> Answer {
            .whole(
                status: status, headers: [("Content-Type", "application/json")],
                body: Array(body.utf8))
        }

        package static func text(_ bytes: String) -> Answer { .bytes(Array(bytes.utf8)) }

        package static func redirect(_ target: String) -> Answer {
            .whole(status: 302, headers: [("Location", target)], body: [])
        }
    }

    package let port: Int
    private let listener: Int32
    private let shared: Shared

    /// `isLogging`: whether `requests` are kept.
    package init(
        isLogging: Bool = true, answer: @escaping @Sendable (Request) -> Answer
    ) throws {
        (listener, port) = try Self.listen()
        shared = Shared(answer, isLogging)
        let (listener, shared) = (listener, shared)
        Thread.detachNewThread { Self.accept(on: listener, shared) }
    }

    deinit { shutdown(listener, Int32(SHUT_RDWR)) }

    package var url: String { "http://127.0.0.1:\(port)" }

    /// What was asked so far, in the order of arrival.
    package var requests: [Request] { shared.log.withLock { $0 } }

    /// How often somebody connected so far, with a request or without.
    package var connections: Int { shared.connections.load(ordering: .relaxed) }

    private final class Shared: Sendable {
        let connections = Atomic(0)
        let answer: @Sendable (Request) -> Answer
        let log = Mutex<[Request]>([])
        let isLogging: Bool

        init(_ answer: @escaping @Sendable (Request) -> Answer, _ isLogging: Bool) {
            self.answer = answer
            self.isLogging = isLogging
        }
    }

    package struct Failure: Error {
        let step: String
        let number = errno
    }
}

// MARK: Sockets

extension LoopbackServer {
    /// A socket that listens on a port of its own.
    package static func listen() throws -> (descriptor: Int32, port: Int) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw Failure(step: "socket") }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = unsafe inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening = unsafe withUnsafeMutablePointer(to: &address) { address in
            unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe bind(descriptor, address, length) == 0 && Glibc.listen(descriptor, 64) == 0
                    && getsockname(descriptor, address, &length) == 0
            }
        }
        guard isListening else { throw Failure(step: "bind") }
        return (descriptor, Int(UInt16(bigEndian: address.sin_port)))
    }

    private static func accept(on listener: Int32, _ shared: Shared) {
        while true {
            let descriptor = Glibc.accept(listener, nil, nil)
            guard descriptor >= 0 else { break }
            let number = shared.connections.add(1, ordering: .relaxed).newValue
            Thread.detachNewThread {
                serve(descriptor, number, shared)
                close(descriptor)
            }
        }
        close(listener)
    }

    private static func serve(_ descriptor: Int32, _ number: Int, _ shared: Shared) {
        var received: [UInt8] = []
        while let request = nextRequest(descriptor, &received, number) {
            if shared.isLogging { shared.log.withLock { $0.append(request) } }
            guard perform(shared.answer(request), descriptor) else { return }
        }
    }

    private static func nextRequest(
        _ descriptor: Int32, _ received: inout [UInt8], _ number: Int
    ) -> Request? {
        while true {
            if let end = Data(received).range(of: Data("\r\n\r\n".utf8)) {
                let head = String(decoding: received[..<end.lowerBound], as: UTF8.self)
                received.removeFirst(end.upperBound)
                var request = Request(head: head, connection: number)
                let length = request.headers["content-length"].flatMap { Int($0) } ?? 0
                while received.count < length {
                    guard receive(descriptor, &received) else { return nil }
                }
                request.body = Array(received.prefix(length))
                received.removeFirst(length)
                return request
            }
            guard receive(descriptor, &received) else { return nil }
        }
    }

    /// Whether the client has sent more.
    private static func receive(_ descriptor: Int32, _ received: inout [UInt8]) -> Bool {
        var part = [UInt8](repeating: 0, count: 4096)
        let count = unsafe recv(descriptor, &part, part.count, 0)
        guard count > 0 else { return false }
        received += part[..<count]
        return true
    }

    /// Whether the connection stays open.
    private static func perform(_ answer: Answer, _ descriptor: Int32) -> Bool {
        switch answer {
        case .whole(let status, let headers, let body):
            var head = "HTTP/1.1 \(status) Words\r\nContent-Length: \(body.count)\r\n"
            for (name, value) in headers { head += "\(name): \(value)\r\n" }
            return send(Array((head + "\r\n").utf8) + body, descriptor)
        case .bytes(let bytes):
            _ = send(bytes, descriptor)
        case .slow(let bytes, let pause):
            let seconds = Double(pause.components.attoseconds) / 1e18
            for byte in bytes {
                guard send([byte], descriptor) else { break }
                Thread.sleep(forTimeInterval: seconds + Double(pause.components.seconds))
            }
        case .hang:
            var byte: UInt8 = 0
            while unsafe recv(descriptor, &byte, 1, 0) > 0 {}
        case .endless(let start, let again):
            guard send(start, descriptor) else { break }
            while send(again, descriptor) {}
        case .reset:
            var linger = linger(l_onoff: 1, l_linger: 0)
            let size = socklen_t(MemoryLayout.size(ofValue: linger))
            unsafe setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, size)
        }
        return false
    }

    private static func send(_ bytes: [UInt8], _ descriptor: Int32) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { all in
                unsafe Glibc.send(
                    descriptor, all.baseAddress.map { unsafe $0 + sent }, all.count - sent,
                    Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }
}

extension LoopbackServer.Request {
    fileprivate init(head: String, connection: Int) {
        let lines = head.components(separatedBy: "\r\n")
        let words = lines[0].split(separator: " ")
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else { continue }
            headers[parts[0].lowercased()] = parts[1].trimmingCharacters(in: .whitespaces)
        }
        self.init(
            method: words.first.map { String($0) } ?? "",
            target: words.count > 1 ? String(words[1]) : "", headers: headers,
            connection: connection)
    }
}
