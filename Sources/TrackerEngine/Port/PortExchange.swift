import CMicroHTTPD
import Glibc

/// One request and its answer, on a connection of libmicrohttpd.
@safe struct PortExchange {
    private let connection: OpaquePointer

    init(_ connection: OpaquePointer) { unsafe self.connection = connection }

    /// What the client asks.
    func request(
        method: UnsafePointer<CChar>, path: UnsafePointer<CChar>, version: UnsafePointer<CChar>?
    ) -> PortRequest {
        var found = Found()
        unsafe withUnsafeMutablePointer(to: &found) { found in
            _ = unsafe MHD_get_connection_values(connection, .HEADER_KIND, note, found)
        }
        let bytes = unsafe UnsafeBufferPointer(start: path, count: strlen(path))
        return PortRequest(
            method: unsafe String(cString: method),
            target: unsafe bytes.map { UInt8(bitPattern: $0) }, hosts: found.hosts,
            needsHost: unsafe version.map { unsafe String(cString: $0) != "HTTP/1.0" } ?? false,
            noneMatch: found.noneMatch)
    }

    /// Hands the answer to the library, which sends it.
    func send(_ response: PortResponse) -> MHD_Result {
        let body = response.body
        // The library holds the body until its last client has got it.
        let held = unsafe Unmanaged.passRetained(body)
        guard
            let answer = unsafe MHD_create_response_from_buffer_with_free_callback_cls(
                body.count, body.start, release, held.toOpaque())
        else {
            unsafe held.release()
            return .NO
        }
        defer { unsafe MHD_destroy_response(answer) }
        for header in PortResponse.common + response.headers {
            _ = unsafe MHD_add_response_header(answer, header.name, header.value)
        }
        // 304 too goes out with its body: the library sends the length of it alone, as for HEAD.
        return unsafe MHD_queue_response(connection, UInt32(response.status), answer)
    }
}

/// The headers that count.
private struct Found {
    var hosts: [String] = []
    var noneMatch: [String] = []
}

/// Called for each header.
private func note(
    _ found: UnsafeMutableRawPointer?, _ kind: MHD_ValueKind, _ key: UnsafePointer<CChar>?,
    _ value: UnsafePointer<CChar>?
) -> MHD_Result {
    guard let found = unsafe found?.assumingMemoryBound(to: Found.self), let key = unsafe key else {
        return .NO
    }
    let text = unsafe value.map { unsafe String(cString: $0) } ?? ""
    if unsafe strcasecmp(key, "Host") == 0 {
        unsafe found.pointee.hosts.append(text)
    } else if unsafe strcasecmp(key, "If-None-Match") == 0 {
        unsafe found.pointee.noneMatch.append(text)
    }
    return .YES
}

private func release(_ body: UnsafeMutableRawPointer?) {
    guard let body = unsafe body else { return }
    unsafe Unmanaged<PortBody>.fromOpaque(body).release()
}
