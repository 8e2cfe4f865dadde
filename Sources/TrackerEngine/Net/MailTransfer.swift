import CCurl
import Synchronization

/// A mail on its way to a server: its handle, and what the server said.
@safe final class MailTransfer: CurlJob, @unchecked Sendable {
    // Sendable: handed over to the curl thread through the inbox, which is a lock.

    typealias Answer = Result<MailReceipt, MailError>

    private let cancellation = Atomic(false)
    private let request: MailRequest
    private let authorities: String?
    private var continuation: CheckedContinuation<Answer, Never>?

    private var handle: CurlHandle?
    private var sent = 0
    private var replies = MailReplies()

    init(
        _ request: MailRequest, authorities: String?,
        answering continuation: CheckedContinuation<Answer, Never>
    ) {
        self.request = request
        self.authorities = authorities
        self.continuation = continuation
    }

    var isCancelled: Bool { cancellation.load(ordering: .relaxed) }

    func cancel() { cancellation.store(true, ordering: .relaxed) }

    func prepare() -> CurlHandle? {
        guard let handle = CurlHandle() else { return nil }
        self.handle = handle
        setUp(handle)
        return handle.isSound ? handle : nil
    }

    func ended(_ code: CURLcode) -> Bool {
        if let handle { finish(answer(code, handle)) }
        return false
    }

    func abandon(_ why: CurlAbandonment) {
        let error: HTTPError =
            why == .cancelled ? .cancelled : .other("the transfer could not be set up")
        finish(.failure(.network(error)))
    }

    private func finish(_ answer: Answer) {
        handle = nil
        continuation?.resume(returning: answer)
        continuation = nil
    }
}

// MARK: - Options

extension MailTransfer {
    /// The most bytes that a server may say; it has some dozen lines to say.
    private static let mostAnswer = 64 << 10

    private func setUp(_ handle: CurlHandle) {
        let limits = request.limits
        handle.setLimits(
            limits.whole, connection: limits.connection, bytes: Self.mostAnswer)
        handle.set(
            CURLOPT_SERVER_RESPONSE_TIMEOUT, max(1, Int(limits.answer.components.seconds)))
        handle.setCertificates(authorities)
        handle.set(CURLOPT_CERTINFO, 1)
        let server = request.server
        // The name behind the slash is the one that the server is greeted with.
        handle.set(
            CURLOPT_URL,
            "\(server.scheme.rawValue)://\(server)/\(Machine.name)")
        handle.set(CURLOPT_PROTOCOLS_STR, "smtp,smtps")
        handle.set(CURLOPT_PROXY, "")
        // Never "try": who stands between could take the offer out, and would get the password.
        let level = request.isEncrypted ? CURLUSESSL_ALL : CURLUSESSL_NONE
        handle.set(CURLOPT_USE_SSL, Int(level.rawValue))
        setLogin(handle)
        handle.set(CURLOPT_MAIL_FROM, "<\(request.sender)>")
        handle.set(CURLOPT_MAIL_RCPT, ["<\(request.recipient)>"])
        handle.set(CURLOPT_UPLOAD, 1)
        handle.set(CURLOPT_INFILESIZE_LARGE, bytes: request.bytes.count)
        let context = unsafe Unmanaged.passUnretained(self).toOpaque()
        unsafe handle.setSender(sendBytes, context)
        unsafe handle.setReceivers(body: ignoreBody, header: receiveReply, context)
    }

    private func setLogin(_ handle: CurlHandle) {
        guard let login = request.login else { return }
        handle.set(CURLOPT_USERNAME, login.user)
        // Saves a round trip, and XOAUTH2 fails without it.
        handle.set(CURLOPT_SASL_IR, 1)
        switch login.method {
        case .password:
            handle.set(CURLOPT_PASSWORD, login.secret.revealed)
            handle.set(CURLOPT_LOGIN_OPTIONS, "AUTH=PLAIN;AUTH=LOGIN")
        case .login:
            handle.set(CURLOPT_PASSWORD, login.secret.revealed)
            handle.set(CURLOPT_LOGIN_OPTIONS, "AUTH=LOGIN")
        case .oauth:
            handle.set(CURLOPT_XOAUTH2_BEARER, login.secret.revealed)
            handle.set(CURLOPT_LOGIN_OPTIONS, "AUTH=XOAUTH2")
        }
    }
}

// MARK: - What comes of it

extension MailTransfer {
    private func answer(_ code: CURLcode, _ handle: CurlHandle) -> Answer {
        guard code != CURLE_OK else { return .success(receipt(of: handle)) }
        let kind: MailError.Code =
            switch code {
            case CURLE_LOGIN_DENIED: .login
            case CURLE_USE_SSL_FAILED: .noEncryption
            case CURLE_OPERATION_TIMEDOUT, CURLE_RECV_ERROR, CURLE_SEND_ERROR,
                CURLE_GOT_NOTHING:
                .brokenOff
            default: .other
            }
        let error = MailError(
            kind, reply: replies.refusal, lastStatus: handle.number(CURLINFO_RESPONSE_CODE),
            isGreeting: replies.count == 1,
            network: unsafe HTTPError(code, of: handle.pointer, HTTPConfiguration()))
        return .failure(error)
    }

    private func receipt(of handle: CurlHandle) -> MailReceipt {
        var receipt = MailReceipt(reply: replies.acceptance ?? "accepted")
        let version = handle.tlsVersion.replacing("TLSv", with: "TLS ")
        if !version.isEmpty { receipt.encryption = version }
        receipt.certificateEnd = handle.certificateEnd
        let login = handle.loginMechanism
        if !login.isEmpty { receipt.login = login }
        return receipt
    }

    /// The next bytes of the mail.
    fileprivate func fill(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
        let part = request.bytes[sent...].prefix(buffer.count)
        unsafe buffer.copyBytes(from: part)
        sent += part.count
        return part.count
    }

    fileprivate func receive(reply line: UnsafeRawBufferPointer) {
        unsafe replies.add(line: Array(line.prefix(MailReplies.longest)))
    }
}

// Plain functions: a closure could inherit the isolation of the place where it is written, and
// would trap when curl calls it on its own thread.
private func sendBytes(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int,
    _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let context = unsafe context else { return 0 }
    let transfer = unsafe Unmanaged<MailTransfer>.fromOpaque(context).takeUnretainedValue()
    return unsafe transfer.fill(UnsafeMutableRawBufferPointer(start: bytes, count: size * count))
}

private func receiveReply(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int,
    _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let context = unsafe context else { return 0 }
    let transfer = unsafe Unmanaged<MailTransfer>.fromOpaque(context).takeUnretainedValue()
    unsafe transfer.receive(
        reply: UnsafeRawBufferPointer(start: bytes, count: size * count))
    return size * count
}

/// A server for mail has no body to send; its replies are headers to curl.
private func ignoreBody(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int,
    _ context: UnsafeMutableRawPointer?
) -> Int {
    size * count
}
