import CMicroHTTPD
import Glibc

/// A libmicrohttpd that listens, from `init` until `stop`.
///
/// Its owner calls it from one thread at a time.
@safe struct PortServer: ~Copyable {
    private let server: OpaquePointer
    private let responder: Unmanaged<PortResponder>
    /// The address that was asked for, with the real port.
    let address: PortAddress

    init(at address: PortAddress, limits: PortLimits, responder: PortResponder) throws(PortError) {
        let (listeners, port) = try Self.listen(at: address)
        var options = port_options()
        options.listeners = (listeners.0, listeners.1)
        options.threads = UInt32(clamping: limits.threads)
        options.connections = UInt32(clamping: limits.connections)
        options.connection_memory = limits.connectionMemory
        options.idle_seconds = UInt32(clamping: limits.idleSeconds)
        options.deadline_milliseconds = UInt32(clamping: limits.deadline.wholeMilliseconds)
        options.patience_milliseconds = UInt32(clamping: limits.patience.wholeMilliseconds)
        let held = unsafe Unmanaged.passRetained(responder)
        guard let server = unsafe port_start(&options, handle, held.toOpaque()) else {
            let code = errno
            unsafe held.release()
            throw PortError(code, at: address.description)
        }
        unsafe self.server = server
        unsafe self.responder = held
        self.address = address.with(port: port)
    }

    /// Closes it; when this returns, no request is being answered.
    consuming func stop() {
        unsafe port_stop(server)
        unsafe responder.release()
    }

    /// Opens the descriptors, -1 for none, on one port.
    private static func listen(
        at address: PortAddress
    ) throws(PortError) -> (listeners: (Int32, Int32), port: UInt16) {
        guard let host = address.host else { return try listenOnLoopback(address) }
        var port: UInt16 = 0
        let dual = address.isEverything
        let listener = unsafe port_listen(host.text, host.isIPv6, dual, address.port, &port)
        guard listener >= 0 else { throw PortError(-listener, at: address.description) }
        return ((listener, -1), port)
    }

    private static func listenOnLoopback(
        _ address: PortAddress
    ) throws(PortError) -> (listeners: (Int32, Int32), port: UInt16) {
        var last = EADDRINUSE
        // Any free port of IPv4 need not be free for IPv6: then another one may be.
        for _ in 0..<(address.port == 0 ? 16 : 1) {
            var port: UInt16 = 0
            let four = unsafe port_listen("127.0.0.1", false, false, address.port, &port)
            guard four >= 0 else { throw PortError(-four, at: address.description) }
            let six = unsafe port_listen("::1", true, false, port, &port)
            // On a machine without IPv6, no client can use it.
            if six >= 0 || [EAFNOSUPPORT, EADDRNOTAVAIL].contains(-six) {
                return ((four, max(six, -1)), port)
            }
            close(four)
            last = -six
        }
        throw PortError(last, at: "[::1]:\(address.port)")
    }
}

/// Answers one request; called by a thread of the library, for each part of it that has come.
///
/// It is a plain function, because a closure could inherit an actor's isolation.
private func handle(
    _ context: UnsafeMutableRawPointer?, _ connection: OpaquePointer?,
    _ path: UnsafePointer<CChar>?,
    _ method: UnsafePointer<CChar>?, _ version: UnsafePointer<CChar>?,
    _ upload: UnsafePointer<CChar>?, _ uploadSize: UnsafeMutablePointer<Int>?,
    _ request: UnsafeMutablePointer<UnsafeMutableRawPointer?>?
) -> MHD_Result {
    guard let context = unsafe context, let connection = unsafe connection, let path = unsafe path,
        let method = unsafe method, let size = unsafe uploadSize, let request = unsafe request
    else { return .NO }
    let responder = unsafe Unmanaged<PortResponder>.fromOpaque(context).takeUnretainedValue()
    // The request's own word of memory counts the bytes of its body, from 1 on.
    let seen = unsafe Int(bitPattern: request.pointee)
    unsafe request.pointee = UnsafeMutableRawPointer(bitPattern: max(1, seen + size.pointee))
    let call = unsafe PortCall(on: connection, method: method, path: path, version: version)
    if seen == 0 {
        if let fault = call.fault { return call.answer(responder.refusal(fault)) }
        // Only the headers are here. An answer now ends the connection, so only a client that is
        // about to send a body gets it now.
        let name = unsafe String(cString: method)
        guard name == "POST" || name == "PUT" else { return .YES }
    } else if unsafe size.pointee > 0 {
        guard seen + (unsafe size.pointee) <= responder.limits.requestBody else { return .NO }
        unsafe size.pointee = 0
        return .YES
    }
    return call.answer(responder.reply(to: call.request))
}
