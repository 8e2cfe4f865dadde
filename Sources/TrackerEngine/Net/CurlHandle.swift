import CCurl

/// An easy handle of curl: the options of one transfer, and what is known of it afterwards.
///
/// Used by one thread at a time, and freed with its last reference: no multi handle may have it then.
@safe final class CurlHandle {
    let pointer: UnsafeMutableRawPointer
    private var lines: UnsafeMutablePointer<curl_slist>?
    private let traffic: UnsafeMutablePointer<tt_traffic>
    /// Whether every option was taken so far.
    private(set) var isSound = true

    /// - Returns: `nil` where memory is out.
    init?() {
        guard let pointer = unsafe curl_easy_init() else { return nil }
        unsafe self.pointer = unsafe pointer
        unsafe traffic = .allocate(capacity: 1)
        unsafe traffic.initialize(to: tt_traffic())
    }

    deinit {
        unsafe curl_easy_cleanup(pointer)
        unsafe curl_slist_free_all(lines)
        unsafe traffic.deallocate()
    }
}

// MARK: - Options

extension CurlHandle {
    private func note(_ code: CURLcode) { if code != CURLE_OK { isSound = false } }

    func set(_ option: CURLoption, _ value: Int) {
        note(unsafe tt_easy_long(pointer, option, value))
    }

    /// For options of the type `curl_off_t`.
    func set(_ option: CURLoption, bytes: Int) {
        note(unsafe tt_easy_size(pointer, option, curl_off_t(bytes)))
    }

    /// Sets a text, of which curl keeps a copy; `nil` unsets it.
    func set(_ option: CURLoption, _ text: String?) {
        note(unsafe tt_easy_text(pointer, option, text))
    }

    /// `context` is handed to the receivers of body and headers; it has to outlive the transfer.
    func setReceivers(
        body: @escaping CurlReceiver, header: @escaping CurlReceiver,
        _ context: UnsafeMutableRawPointer
    ) {
        note(unsafe tt_easy_receiver(pointer, CURLOPT_WRITEFUNCTION, body))
        note(unsafe tt_easy_pointer(pointer, CURLOPT_WRITEDATA, context))
        note(unsafe tt_easy_receiver(pointer, CURLOPT_HEADERFUNCTION, header))
        note(unsafe tt_easy_pointer(pointer, CURLOPT_HEADERDATA, context))
    }

    /// Sets what fills a buffer with the next bytes to be sent, and returns their number; 0 is the end.
    ///
    /// As with the receivers, `context` has to outlive the transfer.
    func setSender(_ bytes: @escaping CurlReceiver, _ context: UnsafeMutableRawPointer) {
        note(unsafe tt_easy_receiver(pointer, CURLOPT_READFUNCTION, bytes))
        note(unsafe tt_easy_pointer(pointer, CURLOPT_READDATA, context))
    }

    /// Makes a POST of bytes, of which curl keeps a copy.
    func setBody(_ bytes: [UInt8]) {
        // The number first: without it the copy would end at a zero.
        set(CURLOPT_POSTFIELDSIZE_LARGE, bytes: bytes.count)
        unsafe bytes.withUnsafeBytes { all in
            let start = unsafe UnsafeMutableRawPointer(mutating: all.baseAddress)
            note(unsafe tt_easy_pointer(pointer, CURLOPT_COPYPOSTFIELDS, start))
        }
    }

    /// Sets a list of lines, which stays with the handle.
    func set(_ option: CURLoption, _ list: [String]) {
        unsafe curl_slist_free_all(lines)
        unsafe lines = nil
        for line in list {
            guard let longer = unsafe curl_slist_append(lines, line) else { continue }
            unsafe lines = unsafe longer
        }
        note(unsafe tt_easy_list(pointer, option, lines))
    }
}

// MARK: - What every kind of transfer wants

extension CurlHandle {
    /// The most bytes of headers, and of marks between the chunks of a short body.
    private static let besideBody = 1 << 20

    /// Time for the whole of it and for its connection, both from now on; most bytes of an answer.
    ///
    /// curl counts bodies only, but a chunk may have an extension without end, which it would read and
    /// forget at full speed until the time is over. So all that comes is counted: twice as many bytes
    /// as the largest body may have, and a little more, end the transfer.
    func setLimits(_ left: Duration, connection: Duration, bytes: Int) {
        let left = max(1, left.wholeMilliseconds)
        set(CURLOPT_TIMEOUT_MS, left)
        set(CURLOPT_CONNECTTIMEOUT_MS, max(1, min(left, connection.wholeMilliseconds)))
        set(CURLOPT_MAXFILESIZE_LARGE, bytes: bytes)
        var fresh = tt_traffic()
        fresh.most = Int64(2 * bytes + Self.besideBody)
        unsafe traffic.pointee = fresh
        note(unsafe tt_easy_count(pointer, traffic))
        set(CURLOPT_NOSIGNAL, 1)
        // Without it, giving up on a name server that hangs waits for it, and all with it.
        set(CURLOPT_QUICK_EXIT, 1)
    }

    /// Ends the transfer with the next step of its multi handle, and closes its connection at once.
    ///
    /// Without it, taking a mail off that is in the middle of its data would end the data in due form:
    /// the server would take a part for the whole.
    func cutOff() { unsafe traffic.pointee.is_over = 1 }

    /// Certificates are verified always; `file` has the authorities instead of the system's.
    func setCertificates(_ file: String?) {
        set(CURLOPT_SSL_VERIFYPEER, 1)
        set(CURLOPT_SSL_VERIFYHOST, 2)
        guard let file else { return }
        set(CURLOPT_CAINFO, file)
        // Or the system's folder would count too, where it has one.
        set(CURLOPT_CAPATH, nil)
    }
}

// MARK: - What is known afterwards

extension CurlHandle {
    func number(_ info: CURLINFO) -> Int {
        var value = 0
        _ = unsafe tt_info_long(pointer, info, &value)
        return value
    }

    /// Whether more came than any answer needs, body or not.
    var isOverfull: Bool { unsafe traffic.pointee.received > traffic.pointee.most }

    /// The version of TLS in curl's word, `TLSv1.3`; empty for none, and on a connection that was
    /// there before.
    var tlsVersion: String { unsafe String(cString: tt_traffic_tls(traffic)) }

    /// The word of SASL for how a mail server was told who calls: `PLAIN`; empty for no login.
    var loginMechanism: String { unsafe String(cString: tt_traffic_login(traffic)) }

    /// When the server's certificate ends, in the words of OpenSSL: `Feb  3 12:00:00 2027 GMT`.
    ///
    /// `nil` without TLS, without the option `CURLOPT_CERTINFO`, and on a connection that was there
    /// before.
    var certificateEnd: String? {
        unsafe tt_info_expiry(pointer).map { unsafe String(cString: $0) }
    }

    /// Of the type `curl_off_t`.
    func size(_ info: CURLINFO) -> Int {
        var value: curl_off_t = 0
        _ = unsafe tt_info_size(pointer, info, &value)
        return Int(value)
    }

    func text(_ info: CURLINFO) -> String? {
        var text: UnsafePointer<CChar>?
        _ = unsafe tt_info_text(pointer, info, &text)
        return unsafe text.map { unsafe String(cString: $0) }
    }
}

/// Gets bytes, and returns how many of them it has used; another number ends the transfer.
typealias CurlReceiver =
    @convention(c) @Sendable (UnsafeMutablePointer<CChar>?, Int, Int, UnsafeMutableRawPointer?) ->
    Int
