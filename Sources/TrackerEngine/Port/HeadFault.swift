import CMicroHTTPD

/// The reason to refuse a request for its head, whatever it asks for.
///
/// Where a proxy stands before the port, both have to see the end of a request at the same byte
/// (RFC 9112, 6.3 and 11.2). The connection is closed after the refusal.
enum HeadFault: Hashable, Sendable, CaseIterable {
    case hidden, name, host, lengths, coding, longTarget, long

    init?(_ head: port_head) {
        switch head {
        case PORT_HEAD_HIDDEN: self = .hidden
        case PORT_HEAD_NAME: self = .name
        case PORT_HEAD_HOST: self = .host
        case PORT_HEAD_LENGTHS: self = .lengths
        case PORT_HEAD_CODING: self = .coding
        case PORT_HEAD_LONG_TARGET: self = .longTarget
        case PORT_HEAD_LONG: self = .long
        default: return nil
        }
    }

    var response: PortResponse {
        switch self {
        case .hidden: .failure(400, "The head contains a NUL, a bare CR or a folded line.")
        case .name: .failure(400, "A header field has an invalid name.")
        case .host: .failure(400, "A request must have exactly one Host header.")
        case .lengths: .failure(400, "A request may have only one Content-Length.")
        case .coding:
            .failure(400, "The only transfer coding is chunked, without a Content-Length.")
        case .longTarget: .failure(414, "The path with its query is longer than 4,096 bytes.")
        case .long: .failure(431, "The head is longer than 10,240 bytes or 64 fields.")
        }
    }
}
