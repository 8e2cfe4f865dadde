import CCurl
import Glibc
import Synchronization

/// One request on its way: its curl handle, and what has come of the answer.
///
/// Made by the asking task, then used on the curl thread alone, but for `isCancelled`.
@safe final class CurlTransfer: @unchecked Sendable {
    // Sendable: handed over to the curl thread through the inbox, which is a lock.

    let isCancelled = Atomic(false)
    private let request: HTTPRequest
    private let configuration: HTTPConfiguration
    private let deadline: ContinuousClock.Instant
    private var continuation: CheckedContinuation<Result<HTTPResponse, HTTPError>, Never>?

    private(set) var handle: UnsafeMutableRawPointer?
    private var headerList: UnsafeMutablePointer<curl_slist>?
    private var address: WebAddress
    private var redirects = 0
    private var body: [UInt8] = []
    private var fields = HTTPFields()
    private var headerLines = 0
    private var headerBytes = 0
    /// Why a callback of ours ended the transfer.
    private var refusal: HTTPError?

    init(
        _ request: HTTPRequest, _ configuration: HTTPConfiguration,
        _ continuation: CheckedContinuation<Result<HTTPResponse, HTTPError>, Never>
    ) {
        self.request = request
        self.configuration = configuration
        self.continuation = continuation
        address = request.address
        let limit = min(request.timeLimit ?? configuration.timeLimit, configuration.timeLimit)
        deadline = .now + limit
    }
}

// MARK: Start and end

extension CurlTransfer {
    /// Makes the handle ready for the current address; `false` where memory is out.
    func prepare() -> Bool {
        if unsafe handle == nil { unsafe handle = curl_easy_init() }
        guard let handle = unsafe handle else { return false }
        let codes =
            unsafe setLimits(of: handle) + setCertificates(of: handle) + setAddress(of: handle)
            + setReceivers(of: handle)
        return codes.allSatisfy { $0 == CURLE_OK }
    }

    /// What to do when curl is done: `nil` when the next hop of a redirect has to be fetched.
    func outcome(_ code: CURLcode) -> Result<HTTPResponse, HTTPError>? {
        guard let handle = unsafe handle else { return .failure(.other("no transfer")) }
        guard code == CURLE_OK else {
            let error = unsafe HTTPError(code, of: handle, configuration)
            return .failure(located(refusal ?? error))
        }
        let status = unsafe info(CURLINFO_RESPONSE_CODE, of: handle)
        if let target = unsafe redirect(status: status, of: handle) {
            do throws(HTTPError) {
                try follow(target)
                return nil
            } catch { return .failure(located(error)) }
        }
        var wireBytes: curl_off_t = 0
        _ = unsafe tt_info_size(handle, CURLINFO_SIZE_DOWNLOAD_T, &wireBytes)
        // Once here is cheaper than a copy in each reader.
        body.reserveCapacity(body.count + JSON.padding)
        return .success(
            HTTPResponse(
                status: status, body: body, host: address.authority, wireBytes: Int(wireBytes),
                fields: fields))
    }

    /// Frees the handle, which no multi handle has any more, and answers the asking task.
    func finish(_ result: Result<HTTPResponse, HTTPError>) {
        if let handle = unsafe handle { unsafe curl_easy_cleanup(handle) }
        unsafe handle = nil
        unsafe curl_slist_free_all(headerList)
        unsafe headerList = nil
        body = []
        continuation?.resume(returning: result)
        continuation = nil
    }

    private func located(_ error: HTTPError) -> HTTPError {
        address.host == request.address.host
            ? error : .afterRedirect(host: address.authority, error)
    }
}

// MARK: Redirects

extension CurlTransfer {
    // Followed here, not by curl, which would send the secrets to every host on the way.
    private func redirect(status: Int, of handle: UnsafeMutableRawPointer) -> String? {
        guard [301, 302, 303, 307, 308].contains(status) else { return nil }
        var target: UnsafePointer<CChar>?
        _ = unsafe tt_info_text(handle, CURLINFO_REDIRECT_URL, &target)
        return unsafe target.map { unsafe String(cString: $0) }
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
        guard prepare() else { throw .other("out of memory") }
    }
}

// MARK: Options

extension CurlTransfer {
    private func setLimits(of handle: UnsafeMutableRawPointer) -> [CURLcode] {
        let left = max(1, (deadline - .now).wholeMilliseconds)
        let connect = max(1, min(left, configuration.connectTimeLimit.wholeMilliseconds))
        return unsafe [
            tt_easy_long(handle, CURLOPT_TIMEOUT_MS, left),
            tt_easy_long(handle, CURLOPT_CONNECTTIMEOUT_MS, connect),
            tt_easy_size(handle, CURLOPT_MAXFILESIZE_LARGE, configuration.bodyLimit),
            tt_easy_long(handle, CURLOPT_NOSIGNAL, 1),
            // Without it, giving up on a name server that hangs waits for it, and all with it.
            tt_easy_long(handle, CURLOPT_QUICK_EXIT, 1),
        ]
    }

    private func setCertificates(of handle: UnsafeMutableRawPointer) -> [CURLcode] {
        var codes = unsafe [
            tt_easy_long(handle, CURLOPT_SSL_VERIFYPEER, 1),
            tt_easy_long(handle, CURLOPT_SSL_VERIFYHOST, 2),
        ]
        if let file = configuration.certificateFile {
            codes.append(unsafe tt_easy_text(handle, CURLOPT_CAINFO, file))
            // Or the system's folder would count too, where it has one.
            codes.append(unsafe tt_easy_text(handle, CURLOPT_CAPATH, nil))
        }
        return codes
    }

    private func setAddress(of handle: UnsafeMutableRawPointer) -> [CURLcode] {
        var codes = unsafe [
            tt_easy_text(handle, CURLOPT_URL, address.text),
            tt_easy_text(handle, CURLOPT_PROTOCOLS_STR, "http,https"),
            tt_easy_long(handle, CURLOPT_FOLLOWLOCATION, 0),
            tt_easy_text(handle, CURLOPT_USERAGENT, configuration.userAgent),
            // Empty means all that the library knows.
            tt_easy_text(handle, CURLOPT_ACCEPT_ENCODING, ""),
        ]
        if !configuration.usesProxyVariables {
            codes.append(unsafe tt_easy_text(handle, CURLOPT_PROXY, ""))
        }
        unsafe curl_slist_free_all(headerList)
        unsafe headerList = nil
        for header in request.headers { append("\(header.name): \(header.value)") }
        if request.address.shares(secretsWith: address) {
            for secret in request.secrets { append("\(secret.name): \(secret.value.revealed)") }
        }
        codes.append(unsafe tt_easy_list(handle, CURLOPT_HTTPHEADER, headerList))
        return codes
    }

    private func append(_ line: String) {
        if let longer = unsafe curl_slist_append(headerList, line) {
            unsafe headerList = unsafe longer
        }
    }

    private func setReceivers(of handle: UnsafeMutableRawPointer) -> [CURLcode] {
        let context = unsafe Unmanaged.passUnretained(self).toOpaque()
        return unsafe [
            tt_easy_receiver(handle, CURLOPT_WRITEFUNCTION, receiveBody),
            tt_easy_pointer(handle, CURLOPT_WRITEDATA, context),
            tt_easy_receiver(handle, CURLOPT_HEADERFUNCTION, receiveHeader),
            tt_easy_pointer(handle, CURLOPT_HEADERDATA, context),
        ]
    }

    private func info(_ info: CURLINFO, of handle: UnsafeMutableRawPointer) -> Int {
        var value = 0
        _ = unsafe tt_info_long(handle, info, &value)
        return value
    }
}

// MARK: What comes

extension CurlTransfer {
    fileprivate func take(body part: UnsafeRawBufferPointer) -> Bool {
        guard body.count + part.count <= configuration.bodyLimit else {
            refusal = .tooLarge(limit: configuration.bodyLimit)
            return false
        }
        if body.isEmpty { body.reserveCapacity(64 << 10) }
        unsafe body.append(contentsOf: part)
        return true
    }

    fileprivate func take(header line: UnsafeRawBufferPointer) -> Bool {
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
        unsafe fields.take(line: line)
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
    let transfer = unsafe Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue()
    let part = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
    return unsafe transfer.take(body: part) ? part.count : refused
}

private func receiveHeader(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int,
    _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let context = unsafe context else { return 0 }
    let transfer = unsafe Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue()
    let line = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
    return unsafe transfer.take(header: line) ? line.count : refused
}

/// Any count but that of the bytes given ends a transfer; nothing is ever this long.
private let refused = Int.max
