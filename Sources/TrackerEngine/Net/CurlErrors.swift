import CCurl
import Glibc

extension HTTPError {
    /// The meaning of a curl code, for a person.
    init(_ code: CURLcode, of handle: UnsafeMutableRawPointer, _ limits: HTTPConfiguration) {
        self =
            switch code {
            case CURLE_COULDNT_RESOLVE_HOST: Self.descriptorError ?? .nameNotFound
            case CURLE_COULDNT_CONNECT: unsafe Self.noConnection(handle)
            case CURLE_OPERATION_TIMEDOUT: unsafe Self.timeOut(handle)
            case CURLE_PEER_FAILED_VERIFICATION: unsafe .certificate(Self.fault(handle))
            case CURLE_SSL_ISSUER_ERROR: .certificate(.unknownIssuer)
            case CURLE_SSL_CACERT_BADFILE: .certificateFile
            case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CIPHER: .tls
            case CURLE_COULDNT_RESOLVE_PROXY: .proxy("its name was not found")
            case CURLE_PROXY: .proxy(Self.words(code))
            case CURLE_GOT_NOTHING: .noAnswer
            case CURLE_PARTIAL_FILE, CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_HTTP2,
                CURLE_HTTP2_STREAM:
                unsafe Self.broken(handle)
            // On a connection to an http address: what came had no status line.
            case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY: .notHTTP
            // What follows after the end of a compressed body is told as a write that failed.
            case CURLE_BAD_CONTENT_ENCODING, CURLE_WRITE_ERROR: .badCompression
            // The library gives up a header of 100 kB in these words.
            case CURLE_OUT_OF_MEMORY: .headersTooLarge
            case CURLE_FILESIZE_EXCEEDED: .tooLarge(limit: limits.bodyLimit)
            default: .other(Self.words(code))
            }
    }

    private static func words(_ code: CURLcode) -> String {
        unsafe curl_easy_strerror(code).map { unsafe String(cString: $0) }
            ?? "error \(code.rawValue)"
    }

    private static func noConnection(_ handle: UnsafeMutableRawPointer) -> HTTPError {
        var number = 0
        _ = unsafe tt_info_long(handle, CURLINFO_OS_ERRNO, &number)
        // Without a descriptor there is no call whose error curl could tell.
        if number == 0, let error = descriptorError { return error }
        if number == Int(ECONNREFUSED) || number == 0 { return .connectionRefused }
        return .unreachable("\(SystemError(Int32(truncatingIfNeeded: number)))")
    }

    /// That of the system where no further file may be open now; `nil` where one may.
    private static var descriptorError: HTTPError? {
        let descriptor = dup(STDIN_FILENO)
        guard descriptor < 0 else {
            close(descriptor)
            return nil
        }
        return [EMFILE, ENFILE].contains(errno) ? .unreachable("\(SystemError.last)") : nil
    }

    private static func fault(_ handle: UnsafeMutableRawPointer) -> CertificateFault {
        guard hasOpenSSL else { return .invalid }
        var number = 0
        _ = unsafe tt_info_long(handle, CURLINFO_SSL_VERIFYRESULT, &number)
        // The numbers of X509_STORE_CTX_get_error(3).
        return switch number {
        // OpenSSL found no fault, or was not asked yet: curl itself compares the name, first.
        case 0, 1, 62, 64: .otherName
        case 2, 18, 19, 20, 21, 24, 27: .unknownIssuer
        case 9: .notYetValid
        case 10: .expired
        default: .invalid
        }
    }

    /// Other TLS libraries have other numbers.
    private static let hasOpenSSL: Bool = {
        guard let version = unsafe curl_version_info(CURLVERSION_FIRST)?.pointee.ssl_version else {
            return false
        }
        return unsafe String(cString: version).hasPrefix("OpenSSL/")
    }()

    private static func timeOut(_ handle: UnsafeMutableRawPointer) -> HTTPError {
        // The time until a request could be sent; 0 while that has not been.
        var ready: curl_off_t = 0
        _ = unsafe tt_info_size(handle, CURLINFO_PRETRANSFER_TIME_T, &ready)
        return ready == 0 ? .connectTimedOut : .timedOut
    }

    private static func broken(_ handle: UnsafeMutableRawPointer) -> HTTPError {
        var status = 0
        _ = unsafe tt_info_long(handle, CURLINFO_RESPONSE_CODE, &status)
        return status == 0 ? .noAnswer : .brokenOff
    }
}
