import CMicroHTTPD

/// An answer as the library sends it: made once, sent to any number of clients.
///
/// It may be used from any thread: the library counts who holds the response under a lock of its own.
@safe final class PortReply: Sendable {
    private let status: UInt32
    // Not changed any more after `init`, but for the library's count.
    nonisolated(unsafe) private let response: OpaquePointer
    /// The memory that it holds, in bytes.
    let weight: Int

    /// - Returns: `nil` if there is no memory for it.
    init?(_ answer: PortResponse) {
        let body = answer.body
        // The library holds the body until its last client has got it.
        let held = unsafe Unmanaged.passRetained(body)
        guard
            let response = unsafe MHD_create_response_from_buffer_with_free_callback_cls(
                body.count, body.start, release, held.toOpaque())
        else {
            unsafe held.release()
            return nil
        }
        for header in PortResponse.common + answer.fields {
            _ = unsafe MHD_add_response_header(response, header.name, header.value)
        }
        status = UInt32(answer.status)
        unsafe self.response = response
        weight = body.count + 1024
    }

    deinit { unsafe MHD_destroy_response(response) }

    /// Hands the reply to the library, which sends it.
    ///
    /// A reply of 304 has its body too: the library sends the length alone, as it does for HEAD.
    func send(on connection: OpaquePointer) -> MHD_Result {
        unsafe MHD_queue_response(connection, status, response)
    }
}

private func release(_ body: UnsafeMutableRawPointer?) {
    guard let body = unsafe body else { return }
    unsafe Unmanaged<PortBody>.fromOpaque(body).release()
}

/// Replies by the request that they were made for.
///
/// An answer depends on the request, the snapshot and the second: the owner empties the cache when one
/// of the two others changes.
struct ReplyCache {
    /// The most that the replies weigh, in bytes, bodies included.
    let limit: Int
    /// The weight of what is kept, at most the limit.
    private(set) var weight = 0
    private var replies: [PortRequest: PortReply] = [:]

    init(limit: Int) { self.limit = limit }

    /// The reply that was kept for an equal request.
    ///
    /// Cost: about 0.2 µs.
    subscript(request: PortRequest) -> PortReply? { replies[request] }

    /// Keeps a reply; if there is no room for it, all others go, which would not stay for longer than
    /// a second anyway.
    ///
    /// - Returns: what went, to be freed when nobody waits for it.
    mutating func keep(_ reply: PortReply, for request: PortRequest) -> ReplyCache? {
        let added = reply.weight + request.weight
        guard added <= limit, replies[request] == nil else { return nil }
        let gone = weight + added > limit ? empty() : nil
        replies[request] = reply
        weight += added
        return gone
    }

    /// Forgets all replies and returns them, to be freed when nobody waits for it.
    mutating func empty() -> ReplyCache {
        defer { self = ReplyCache(limit: limit) }
        return self
    }
}
