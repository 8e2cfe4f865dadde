import Foundation
import Synchronization
import TestSupport
import Testing

@testable import TrackerEngine

@Suite(.timeLimit(.minutes(5)))
struct MailClientTests {
    static func request(_ port: Int, _ text: String = "A: b\r\n\r\n.\r\n..x\r\n") throws
        -> MailRequest
    {
        var request = MailRequest(
            to: try MailServer("smtp://127.0.0.1:\(port)"), from: "alerts@example.org",
            for: "ada@example.org", bytes: Array(text.utf8))
        request.isEncrypted = false
        request.limits.whole = .seconds(20)
        return request
    }

    static func send(
        _ answer: @escaping MailServerStub.Answer
    ) async throws -> Result<MailReceipt, MailError> {
        let server = try MailServerStub(answer: answer)
        return await MailClient.live().send(try request(server.port))
    }

    @Test func `a mail arrives as it was, from and to whom it should`() async throws {
        let server = try MailServerStub()
        let receipt = try await MailClient.live().send(try Self.request(server.port)).get()
        #expect(receipt == MailReceipt(reply: "250 2.0.0 Ok: queued as 1"))
        // A point at the beginning of a line is doubled on the way.
        #expect(server.mails == ["A: b\r\n\r\n..\r\n...x\r\n"])
        let commands = server.commands
        #expect(commands.contains { $0.hasPrefix("MAIL FROM:<alerts@example.org>") })
        #expect(commands.contains("RCPT TO:<ada@example.org>"))
        #expect(!commands.contains { $0.hasPrefix("AUTH") })
    }

    @Test(arguments: [
        ("RCPT", "451 4.3.0 later", MailError.postponed("451 4.3.0 later")),
        ("RCPT", "550 5.1.1 no such user", .refused("550 5.1.1 no such user")),
        ("end", "552 5.3.4 too big", .refused("552 5.3.4 too big")),
        ("end", "452 4.3.1 full", .postponed("452 4.3.1 full")),
        ("connect", "554 5.7.1 go away", .unwelcome("554 5.7.1 go away")),
        ("MAIL", "530 5.7.0 log in first", .unwelcome("530 5.7.0 log in first")),
        ("end", "", .unanswered),
    ])
    func `a refusal is told apart by when it comes`(
        command: String, reply: String, error: MailError
    ) async throws {
        let result = try await Self.send { $0.hasPrefix(command) ? reply : nil }
        #expect(result == .failure(error))
    }

    @Test func `without an offer of encryption nothing is sent`() async throws {
        let server = try MailServerStub()
        var request = try Self.request(server.port)
        request.isEncrypted = true
        request.login = MailLogin(user: "ada", secret: Secret("sesame"), method: .password)
        #expect(await MailClient.live().send(request) == .failure(.noEncryption))
        #expect(server.commands.allSatisfy { !$0.hasPrefix("AUTH") && !$0.hasPrefix("MAIL") })
    }

    @Test(arguments: MailLogin.Method.allCases)
    func `a login is tried in the ways that are meant`(method: MailLogin.Method) async throws {
        let server = try MailServerStub { command in
            command.hasPrefix("AUTH")
                ? "535 5.7.8 wrong"
                : command.hasPrefix("EHLO") ? "250-x\r\n250 AUTH PLAIN LOGIN" : nil
        }
        var request = try Self.request(server.port)
        request.login = MailLogin(user: "ada", secret: Secret("sesame"), method: method)
        let result = await MailClient.live().send(request)
        // The stub offers no XOAUTH2.
        #expect(result == .failure(method == .oauth ? .noLogin : .login("535 5.7.8 wrong")))
        let words = server.commands.filter { $0.hasPrefix("AUTH") }.map {
            $0.split(separator: " ")[1]
        }
        #expect(
            words.allSatisfy { method == .login ? $0 == "LOGIN" : ["PLAIN", "LOGIN"].contains($0) })
        #expect(words.isEmpty == (method == .oauth))
    }

    @Test func `nobody there, and no certificate, are told in words`() async throws {
        let (listener, port) = try LoopbackServer.listen()
        close(listener)
        let result = await MailClient.live().send(try Self.request(port))
        #expect(result == .failure(.network(.connectionRefused)))
        #expect(Delivery(.network(.connectionRefused)) == .later("connection refused"))
        #expect(
            Delivery(.network(.certificate(.unknownIssuer)))
                == .barred("its certificate is from an unknown authority"))
    }

    @Test func `a server that says nothing is left in the end`() async throws {
        let (listener, port) = try LoopbackServer.listen()
        defer { close(listener) }
        var request = try Self.request(port)
        request.limits.whole = .milliseconds(300)
        let error = await MailClient.live().send(request)
        #expect(
            error == .failure(.network(.timedOut)) || error == .failure(.network(.connectTimedOut)))
    }

    @Test func `a mail that is called off in the middle is not ended`() async throws {
        let isInData = Atomic(false)
        let isCalledOff = Atomic(false)
        let server = try MailServerStub { command in
            guard command == "line" else { return nil }
            isInData.store(true, ordering: .relaxed)
            while !isCalledOff.load(ordering: .relaxed) { sched_yield() }
            return nil
        }
        // More than the buffers of two sockets hold, or it would be on its way as a whole.
        let line = String(repeating: "x", count: 70_000) + "\r\n"
        let request = try Self.request(server.port, String(repeating: line, count: 200))
        let client = MailClient.live()
        let task = Task { await client.send(request) }
        while !isInData.load(ordering: .relaxed) { await Task.yield() }
        task.cancel()
        isCalledOff.store(true, ordering: .relaxed)
        #expect(await task.value == .failure(.network(.cancelled)))
        // The next one has a connection of its own, and comes alone.
        _ = try await client.send(try Self.request(server.port, "A: b\r\n")).get()
        #expect(server.mails == ["A: b\r\n"])
    }

    @Test func `a goodbye without an answer holds up no other mail`() async throws {
        let isLeaving = Atomic(false)
        let isDelivered = Atomic(false)
        let silent = try MailServerStub { command in
            if command.hasPrefix("RCPT") { return "550 5.1.1 no such user" }
            guard command == "QUIT" else { return nil }
            isLeaving.store(true, ordering: .relaxed)
            while !isDelivered.load(ordering: .relaxed) { sched_yield() }
            return ""
        }
        let server = try MailServerStub()
        let client = MailClient.live()
        var refused = try Self.request(silent.port)
        // Longer than a test may take.
        refused.limits.answer = .seconds(3600)
        let first = Task { [refused] in await client.send(refused) }
        while !isLeaving.load(ordering: .relaxed) { await Task.yield() }
        _ = try await client.send(try Self.request(server.port)).get()
        isDelivered.store(true, ordering: .relaxed)
        #expect(await first.value == .failure(.refused("550 5.1.1 no such user")))
    }
}
