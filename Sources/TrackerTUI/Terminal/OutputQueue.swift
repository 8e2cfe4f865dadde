/// A queue of bytes for a terminal that may not accept them at once.
struct OutputQueue: Sendable {
    private var unsent: ArraySlice<UInt8> = []

    enum Progress {
        case done
        /// The terminal takes no more for now.
        case waiting
        case broken
    }

    var isEmpty: Bool { unsent.isEmpty }

    mutating func append(_ bytes: [UInt8]) { unsent.append(contentsOf: bytes) }

    mutating func removeAll() { unsent = [] }

    /// Writes what there is room for; never waits.
    mutating func flush(to device: borrowing TerminalDevice) -> Progress {
        while !unsent.isEmpty {
            switch device.write(unsent) {
            case .some(let count): unsent = unsent.dropFirst(count)
            case .later: return .waiting
            case .broken: return .broken
            }
        }
        // Lets go of what the frames before have taken.
        unsent = []
        return .done
    }

    /// Writes everything and the last bytes, within a quarter of a second.
    ///
    /// A terminal that stands still longer loses what it has not shown, so that there is room for
    /// the last bytes; CAN ends the sequence that may have been cut.
    ///
    /// `anew`: the last bytes for a terminal of which nobody knows what it has received.
    mutating func finish(
        with last: [UInt8], anew: [UInt8], on device: borrowing TerminalDevice
    ) {
        append(last)
        let deadline = ContinuousClock.now + .milliseconds(250)
        while true {
            switch flush(to: device) {
            case .done, .broken: return removeAll()
            case .waiting: break
            }
            if ContinuousClock.now >= deadline { break }
            device.waitForRoom(milliseconds: 50)
        }
        removeAll()
        device.dropOutput()
        _ = device.write([0x18] + anew)
    }
}
