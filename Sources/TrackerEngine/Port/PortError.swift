import Glibc

/// Why the port cannot be opened.
public enum PortError: Error, Hashable, Sendable {
    /// `--port` with something else than a port number.
    case notAPort(String)
    /// `--listen` with something else than a numeric address and a port.
    case notAnAddress(String)
    /// Another program listens there.
    case inUse(String)
    /// Ports below 1024 are for root.
    case notPermitted(String)
    /// An address that is not of this machine.
    case notHere(String)
    /// Anything else, with the system's words.
    case failed(String, reason: String)
    /// It is open already.
    case isOpen

    /// From an errno; `address` is as a person would write it.
    init(_ code: Int32, at address: String) {
        switch code {
        case EADDRINUSE: self = .inUse(address)
        case EACCES, EPERM: self = .notPermitted(address)
        case EADDRNOTAVAIL, EAFNOSUPPORT: self = .notHere(address)
        default: self = .failed(address, reason: "\(SystemError(code))")
        }
    }
}

extension PortError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .notAPort(let text):
            "--port: \"\(text.plain(upTo: 60))\" is no port: expected 1 to 65535, or 0 for any free one"
        case .notAnAddress(let text):
            "--listen: \"\(text.plain(upTo: 60))\" is no address with a port: "
                + "expected for example 192.168.1.2:8080 or [::]:8080"
        case .inUse(let address): "\(address) is taken by another program"
        case .notPermitted(let address):
            "\(address) may not be listened on by this user: ports below 1024 are for root"
        case .notHere(let address): "\(address) is not an address of this machine"
        case .failed(let address, let reason): "\(address) cannot be listened on: \(reason)"
        case .isOpen: "the port is open already"
        }
    }
}
