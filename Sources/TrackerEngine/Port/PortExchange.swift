import CMicroHTTPD
import Glibc

/// One request on a connection of libmicrohttpd.
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
            noneMatch: found.noneMatch, acceptEncoding: found.acceptEncoding)
    }

    /// Calls `body` with the bytes that an answer depends on; with none where they are too many.
    func withQuestion<Result>(
        method: UnsafePointer<CChar>, path: UnsafePointer<CChar>, version: UnsafePointer<CChar>?,
        _ body: (UnsafeRawBufferPointer) -> Result
    ) -> Result {
        // On the stack, and enough for a browser's request.
        unsafe withUnsafeTemporaryAllocation(byteCount: 1000, alignment: 8) { bytes in
            let start = unsafe bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
            let count = unsafe port_question(
                connection, method, version, path, start, bytes.count)
            return unsafe body(UnsafeRawBufferPointer(rebasing: bytes[..<count]))
        }
    }
}

/// The headers that count.
private struct Found {
    var hosts: [String] = []
    var noneMatch: [String] = []
    var acceptEncoding: [String] = []
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
    } else if unsafe strcasecmp(key, "Accept-Encoding") == 0 {
        unsafe found.pointee.acceptEncoding.append(text)
    }
    return .YES
}
