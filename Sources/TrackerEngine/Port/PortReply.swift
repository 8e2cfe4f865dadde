import CMicroHTTPD

/// An answer as the library sends it: made once, sent to any number of clients.
///
/// May be used from any thread: the library counts who holds the response under a lock of its own.
@safe final class PortReply: Sendable {
    private let status: UInt32
    // Not changed any more after `init`, but for the library's count.
    nonisolated(unsafe) private let response: OpaquePointer
    /// In bytes, as `PortBody.weight` counts them.
    let weight: Int

    /// `nil` where there is no memory for it.
    init?(_ response: PortResponse) {
        let body = response.body
        // The library holds the body until its last client has got it.
        let held = unsafe Unmanaged.passRetained(body)
        guard
            let made = unsafe MHD_create_response_from_buffer_with_free_callback_cls(
                body.count, body.start, release, held.toOpaque())
        else {
            unsafe held.release()
            return nil
        }
        for header in PortResponse.common + response.headers {
            _ = unsafe MHD_add_response_header(made, header.name, header.value)
        }
        status = UInt32(response.status)
        unsafe self.response = made
        weight = body.weight
    }

    deinit { unsafe MHD_destroy_response(response) }

    /// Hands it to the library, which sends it.
    ///
    /// 304 too goes out with its body: the library sends the length of it alone, as for HEAD.
    func send(on connection: OpaquePointer) -> MHD_Result {
        unsafe MHD_queue_response(connection, status, response)
    }
}

private func release(_ body: UnsafeMutableRawPointer?) {
    guard let body = unsafe body else { return }
    unsafe Unmanaged<PortBody>.fromOpaque(body).release()
}
