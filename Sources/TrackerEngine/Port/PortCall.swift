import CMicroHTTPD
import Glibc

/// One request on a connection of libmicrohttpd, and the way back to its client.
@safe struct PortCall {
    private let connection: OpaquePointer
    private let method: UnsafePointer<CChar>
    private let path: UnsafePointer<CChar>
    private let version: UnsafePointer<CChar>?

    /// Wraps what the library hands to its handler; valid until the handler returns.
    init(
        on connection: OpaquePointer, method: UnsafePointer<CChar>, path: UnsafePointer<CChar>,
        version: UnsafePointer<CChar>?
    ) {
        unsafe self.connection = connection
        unsafe self.method = method
        unsafe self.path = path
        unsafe self.version = version
    }

    /// The request, copied.
    ///
    /// Cost: about 0.3 µs with the few headers of a script.
    var request: PortRequest {
        var headers: [PortHeader] = []
        unsafe withUnsafeMutablePointer(to: &headers) { headers in
            _ = unsafe MHD_get_connection_values(connection, .HEADER_KIND, append, headers)
        }
        let bytes = unsafe UnsafeRawBufferPointer(start: path, count: strlen(path))
        var request = PortRequest(
            method: unsafe String(cString: method), path: unsafe Array(bytes), headers: headers)
        request.makeRelative()
        var query = PortQuery(passingOver: Routes.passesOverParameters(request.path))
        unsafe withUnsafeMutablePointer(to: &query) { query in
            _ = unsafe MHD_get_connection_values(
                connection, .GET_ARGUMENT_KIND, appendParameter, query)
        }
        request.query = query
        return request
    }

    /// The reason to refuse the request whatever it asks for; to be asked before anything else.
    var fault: HeadFault? { unsafe HeadFault(port_check_head(connection, method, path, version)) }

    /// Sends the reply; without one, the library closes the connection.
    func answer(_ reply: PortReply?) -> MHD_Result { unsafe reply?.send(on: connection) ?? .NO }
}

/// Called for each header of a request; keeps those that an answer may depend on.
private func append(
    _ headers: UnsafeMutableRawPointer?, _ kind: MHD_ValueKind, _ name: UnsafePointer<CChar>?,
    _ value: UnsafePointer<CChar>?
) -> MHD_Result {
    guard let headers = unsafe headers?.assumingMemoryBound(to: [PortHeader].self),
        let name = unsafe name
    else { return .NO }
    let lower = unsafe String(cString: name).lowercased()
    guard Routes.headers.contains(lower) else { return .YES }
    let text = unsafe value.map { unsafe String(cString: $0) } ?? ""
    unsafe headers.pointee.append(PortHeader(lower, text))
    return .YES
}

/// Called for each parameter of a query.
private func appendParameter(
    _ query: UnsafeMutableRawPointer?, _ kind: MHD_ValueKind, _ name: UnsafePointer<CChar>?,
    _ value: UnsafePointer<CChar>?
) -> MHD_Result {
    guard let query = unsafe query?.assumingMemoryBound(to: PortQuery.self), let name = unsafe name
    else { return .NO }
    unsafe query.pointee.append(
        String(cString: name), value.map { unsafe String(cString: $0) } ?? "",
        known: Routes.parameters)
    return .YES
}
