import Foundation
import Synchronization
import TrackerEngine

/// A small server for mail on 127.0.0.1, without encryption, that answers as a closure says.
///
///     let server = try MailServerStub { command in command.hasPrefix("RCPT") ? "550 no" : nil }
///
/// It ends with the last reference to it.
package final class MailServerStub: Sendable {
    /// The reply to a command; `nil` for what a willing server says, an empty one to hang up.
    package typealias Answer = @Sendable (_ command: String) -> String?

    package let port: Int
    private let listener: Int32
    private let log = Log()

    private final class Log: Sendable {
        let commands = Mutex<[String]>([])
        let mails = Mutex<[String]>([])
    }

    /// `answer` gets `connect` first, each line of the client, `line` after the first one of a mail, where
    /// nothing is answered, and `end` after the mail; while it does not return, nothing is read.
    package init(answer: @escaping Answer = { _ in nil }) throws {
        (listener, port) = try LoopbackServer.listen()
        let (listener, log) = (listener, log)
        Thread.detachNewThread {
            while true {
                let descriptor = accept(listener, nil, nil)
                guard descriptor >= 0 else { break }
                Thread.detachNewThread {
                    Self.serve(descriptor, answer, log)
                    close(descriptor)
                }
            }
            close(listener)
        }
    }

    deinit { shutdown(listener, Int32(SHUT_RDWR)) }

    /// The lines of clients so far, without those of mails.
    package var commands: [String] { log.commands.withLock { $0 } }

    /// The mails so far, with the points that were doubled.
    package var mails: [String] { log.mails.withLock { $0 } }

    private static func serve(_ descriptor: Int32, _ answer: Answer, _ log: Log) {
        var lines = Lines(descriptor: descriptor)
        func say(_ command: String, _ usual: String) -> Bool {
            let reply = answer(command) ?? usual
            guard !reply.isEmpty else { return false }
            let bytes = Array((reply + "\r\n").utf8)
            return unsafe send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count
        }
        guard say("connect", "220 stub") else { return }
        while let line = lines.next() {
            log.commands.withLock { $0.append(line) }
            switch line.prefix(4).uppercased() {
            case "EHLO": guard say(line, "250-stub\r\n250 AUTH PLAIN LOGIN") else { return }
            case "QUIT":
                _ = say(line, "221 Bye")
                return
            case "DATA":
                guard say(line, "354 go on") else { return }
                guard answer(line)?.hasPrefix("354") != false else { continue }
                var mail = ""
                while true {
                    // Only the point ends a mail: one that is cut off was never given.
                    guard let part = lines.next() else { return }
                    if part == "." { break }
                    if mail.isEmpty { _ = answer("line") }
                    mail += part + "\r\n"
                }
                log.mails.withLock { $0.append(mail) }
                guard say("end", "250 2.0.0 Ok: queued as 1") else { return }
            default: guard say(line, "250 Ok") else { return }
            }
        }
    }

    /// The lines that a client sends; a bare LF ends none.
    private struct Lines {
        let descriptor: Int32
        var rest: [UInt8] = []

        mutating func next() -> String? {
            while true {
                if let end = Data(rest).range(of: Data("\r\n".utf8)) {
                    let line = String(decoding: rest[..<end.lowerBound], as: UTF8.self)
                    rest.removeFirst(end.upperBound)
                    return line
                }
                var part = [UInt8](repeating: 0, count: 4096)
                let count = unsafe recv(descriptor, &part, part.count, 0)
                guard count > 0 else { return nil }
                rest += part[..<count]
            }
        }
    }
}
