import Glibc

/// A terminal without a person: what is typed and what is shown is up to the test.
final class PseudoTerminal: Sendable {
    /// Of the device that the program gets.
    let name: String
    private let master: Int32
    private let drain: Drain

    init(columns: UInt16 = 120, rows: UInt16 = 40) throws {
        var (master, device): (Int32, Int32) = (-1, -1)
        var name = [CChar](repeating: 0, count: 128)
        var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        guard unsafe openpty(&master, &device, &name, nil, &size) == 0 else {
            throw NothingCame(description: "no pseudo-terminal: error \(errno)")
        }
        // Only the program holds the device: when it is gone, so is the other end.
        Glibc.close(device)
        self.master = master
        self.name = String(
            decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        drain = Drain(master)
    }

    /// Everything shown so far, control sequences and all; without looking the terminal stalls.
    var bytes: [UInt8] { drain.bytes }

    /// What is shown of letters, in the order in which it came.
    var text: String { Self.plain(drain.text) }

    /// - Returns: how many bytes the device took.
    @discardableResult
    func type(_ keys: String) -> Int {
        var bytes = Array(keys.utf8)
        return unsafe write(master, &bytes, bytes.count)
    }

    /// The device goes away, as with a closed window.
    func close() { drain.close() }

    /// How the device treats what is typed and shown.
    struct Mode: Hashable, Sendable {
        let flags: [tcflag_t]
        let characters: [UInt8]
    }

    var mode: Mode {
        var mode = termios()
        _ = unsafe tcgetattr(master, &mode)
        return Mode(
            flags: [mode.c_iflag, mode.c_oflag, mode.c_cflag, mode.c_lflag],
            characters: unsafe withUnsafeBytes(of: mode.c_cc) { unsafe Array($0) })
    }

    /// Without control sequences and what else is no letter.
    static func plain(_ text: String) -> String {
        text.replacing(#/\u{1B}(\[[0-?]*[ -\/]*[@-~]|[ -\/]+[0-~]|[0-Z\\^-~])/#, with: "")
            .filter { $0 >= " " }
    }
}
