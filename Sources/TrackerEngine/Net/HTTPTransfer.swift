import CCurl
import Synchronization

/// A request on its way, redirects included: its handle, and what has come of the answer.
@safe final class HTTPTransfer: CurlJob, @unchecked Sendable {
    // Sendable: handed over to the curl thread through the inbox, which is a lock.

    typealias Answer = Result<HTTPResponse, HTTPError>

    private let cancellation = Atomic(false)
    private let request: HTTPRequest
    private let configuration: HTTPConfiguration
    private let deadline: ContinuousClock.Instant
    private var continuation: CheckedContinuation<Answer, Never>?

    private var handle: CurlHandle?
    private var address: WebAddress
    private var redirects = 0
    private var body: [UInt8] = []
    private var fields = HTTPFields()
    private var headerLines = 0
    private var headerBytes = 0
    /// Why a callback of ours ended the transfer.
    private var refusal: HTTPError?
    /// Whether the body was cut where nobody wants more of it.
    private var isCut = false

    init(
        _ request: HTTPRequest, with configuration: HTTPConfiguration,
        answering continuation: CheckedContinuation<Answer, Never>
    ) {
        self.request = request
        self.configuration = configuration
        self.continuation = continuation
        address = request.address
        let limit = min(request.timeLimit ?? configuration.timeLimit, configuration.timeLimit)
        deadline = .now + limit
    }

    var isCancelled: Bool { cancellation.load(ordering: .relaxed) }

    func cancel() { cancellation.store(true, ordering: .relaxed) }
}

// MARK: - Start and end

extension HTTPTransfer {
    func prepare() -> CurlHandle? {
        guard let handle = handle ?? CurlHandle() else { return nil }
        self.handle = handle
        setUp(handle)
        return handle.isSound ? handle : nil
    }

    func ended(_ code: CURLcode) -> Bool {
        guard let answer = answer(code) else { return true }
        finish(answer)
        return false
    }

    func abandon(_ why: CurlAbandonment) {
        let error: HTTPError =
            switch why {
            case .cancelled: .cancelled
            case .notStarted: .other("the transfer could not be set up")
            case .notResumed: .other("the redirect could not be followed")
            }
        finish(.failure(error))
    }

    /// What there is to tell; `nil` where the next hop of a redirect has to be fetched.
    private func answer(_ code: CURLcode) -> Answer? {
        guard let handle else { return .failure(.other("no transfer")) }
        guard code == CURLE_OK || isCut else {
            let error: HTTPError =
                handle.isOverfull
                ? .tooLarge(limit: configuration.bodyLimit)
                : unsafe HTTPError(code, of: handle.pointer, configuration)
            return .failure(located(refusal ?? error))
        }
        let status = handle.number(CURLINFO_RESPONSE_CODE)
        if let target = redirect(status: status, of: handle) {
            do throws(HTTPError) {
                try follow(target)
                return nil
            } catch { return .failure(located(error)) }
        }
        // Once here is cheaper than a copy in each reader.
        body.reserveCapacity(body.count + JSON.padding)
        return .success(
            HTTPResponse(
                status: status, body: body, host: address.authority,
                wireBytes: handle.size(CURLINFO_SIZE_DOWNLOAD_T), fields: fields))
    }

    /// Lets go of the handle, which no multi handle has any more, and answers the asking task.
    private func finish(_ answer: Answer) {
        handle = nil
        body = []
        continuation?.resume(returning: answer)
        continuation = nil
    }

    private func located(_ error: HTTPError) -> HTTPError {
        address.host == request.address.host
            ? error : .afterRedirect(host: address.authority, error)
    }
}

// MARK: - Redirects

extension HTTPTransfer {
    // Followed here, not by curl, which would send the secrets to every host on the way.
    private func redirect(status: Int, of handle: CurlHandle) -> String? {
        // A body goes to the server that it was meant for, and to no other.
        guard request.method == .get, [301, 302, 303, 307, 308].contains(status) else { return nil }
        return handle.text(CURLINFO_REDIRECT_URL)
    }

    private func follow(_ target: String) throws(HTTPError) {
        guard redirects < configuration.redirectLimit else {
            throw .tooManyRedirects(limit: configuration.redirectLimit)
        }
        let next: WebAddress
        do throws(WebAddressError) {
            next = try WebAddress(target)
        } catch { throw .badRedirect(error) }
        if request.staysOnHost, let place = next.placeAway(from: address) {
            throw .redirectedAway(to: place)
        }
        address = next
        redirects += 1
        body.removeAll(keepingCapacity: true)
        guard prepare() != nil else { throw .other("out of memory") }
    }
}

// MARK: - Options

extension HTTPTransfer {
    private func setUp(_ handle: CurlHandle) {
        handle.setLimits(
            deadline - .now, connection: configuration.connectTimeLimit,
            bytes: configuration.bodyLimit)
        handle.setCertificates(configuration.certificateFile)
        handle.set(CURLOPT_URL, address.text)
        handle.set(CURLOPT_PROTOCOLS_STR, "http,https")
        handle.set(CURLOPT_FOLLOWLOCATION, 0)
        handle.set(CURLOPT_USERAGENT, configuration.userAgent)
        // Empty means all that the library knows.
        handle.set(CURLOPT_ACCEPT_ENCODING, "")
        if !configuration.usesProxyVariables { handle.set(CURLOPT_PROXY, "") }
        handle.set(CURLOPT_HTTPHEADER, headerLinesToSend)
        if request.method != .get { handle.setBody(request.body) }
        if request.method == .put { handle.set(CURLOPT_CUSTOMREQUEST, "PUT") }
        unsafe handle.setReceivers(
            body: receiveBody, header: receiveHeader,
            Unmanaged.passUnretained(self).toOpaque())
    }

    private var headerLinesToSend: [String] {
        let secrets = request.address.shares(secretsWith: address) ? request.secrets : []
        return request.headers.map { "\($0.name): \($0.value)" }
            + secrets.map { "\($0.name): \($0.value.revealed)" }
    }
}

// MARK: - What comes

extension HTTPTransfer {
    /// - Returns: whether the transfer goes on.
    fileprivate func receive(body part: UnsafeRawBufferPointer) -> Bool {
        guard body.count + part.count <= configuration.bodyLimit else {
            refusal = .tooLarge(limit: configuration.bodyLimit)
            return false
        }
        let room = request.answerLimit.map { max(0, $0 - body.count) } ?? part.count
        if body.isEmpty, room > 0 { body.reserveCapacity(64 << 10) }
        unsafe body.append(contentsOf: part.prefix(room))
        isCut = part.count > room
        return !isCut
    }

    /// - Returns: whether the transfer goes on.
    fileprivate func receive(header line: UnsafeRawBufferPointer) -> Bool {
        // Each answer on the way (100, a proxy's, a redirect's) begins with its status line.
        if unsafe line.starts(with: "HTTP/".utf8) { fields = HTTPFields() }
        headerLines += 1
        headerBytes += line.count
        guard headerLines <= configuration.headerLimit * (redirects + 1),
            headerBytes <= configuration.headerBytesLimit * (redirects + 1)
        else {
            refusal = .headersTooLarge
            return false
        }
        unsafe fields.add(line: line)
        return true
    }
}

// Plain functions: a closure could inherit the isolation of the place where it is written, and
// would trap when curl calls it on its own thread.
private func receiveBody(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int,
    _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let context = unsafe context else { return 0 }
    let transfer = unsafe Unmanaged<HTTPTransfer>.fromOpaque(context).takeUnretainedValue()
    let part = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
    return unsafe transfer.receive(body: part) ? part.count : refused
}

private func receiveHeader(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int,
    _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let context = unsafe context else { return 0 }
    let transfer = unsafe Unmanaged<HTTPTransfer>.fromOpaque(context).takeUnretainedValue()
    let line = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
    return unsafe transfer.receive(header: line) ? line.count : refused
}

/// Any count but that of the bytes given ends a transfer; nothing is ever this long.
private let refused = Int.max
