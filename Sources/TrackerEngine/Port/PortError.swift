import Glibc

/// A reason why the port cannot be opened.
public enum PortError: Error, Hashable, Sendable {
    /// The value of `--port` is not a port number.
    case notAPort(String)
    /// The value of `--listen` is not a numeric address with a port.
    case notAnAddress(String)
    /// Another program listens there.
    case inUse(String)
    /// The user may not listen there; ports below 1024 are for root.
    case notPermitted(String)
    /// The address is not one of this machine.
    case notHere(String)
    /// Another failure, in the system's words.
    case failed(String, reason: String)
    /// The port is open already.
    case isOpen

    /// Makes an error of an errno; `address` is as a person would write it.
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
            "--port: \"\(text.plain(upTo: 60))\" is not a port: expected 1 to 65535, or 0 for any free one"
        case .notAnAddress(let text):
            "--listen: \"\(text.plain(upTo: 60))\" is not an address with a port: "
                + "expected for example 192.168.1.2:8080 or [::]:8080"
        case .inUse(let address): "\(address) is in use by another program"
        case .notPermitted(let address):
            "cannot listen on \(address): ports below 1024 need root"
        case .notHere(let address): "\(address) is not an address of this machine"
        case .failed(let address, let reason): "cannot listen on \(address): \(reason)"
        case .isOpen: "the port is open already"
        }
    }
}
