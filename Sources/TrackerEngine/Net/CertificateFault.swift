/// A fault of the certificate of a server.
public enum CertificateFault: Hashable, Sendable {
    /// Nobody who is known has signed it: it may be signed by itself, or by a proxy on the way.
    case unknownIssuer
    case otherName
    case expired
    case notYetValid
    /// Something else, or the TLS library does not tell.
    case invalid
}

extension CertificateFault: CustomStringConvertible {
    /// One line, without a full stop, that goes on after the host's name and a colon.
    public var description: String {
        switch self {
        case .unknownIssuer: "its certificate is from an unknown authority"
        case .otherName: "its certificate is for another name"
        case .expired: "its certificate has expired"
        case .notYetValid: "its certificate is not valid yet"
        case .invalid: "its certificate is not valid"
        }
    }
}
