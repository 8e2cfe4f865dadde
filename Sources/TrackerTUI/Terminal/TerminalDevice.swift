import Glibc
import TrackerEngine
import TrackerScreen

/// The device behind standard input and output, by descriptors of its own.
///
/// They are opened anew and never wait, while the ones that the shell gave, which it shares with
/// other programs, stay as they are.
struct TerminalDevice: ~Copyable, Sendable {
    let input: Int32
    let output: Int32
    /// The mode of the device when it was opened, which it is given back with.
    let modeBefore: termios

    /// - Throws: `TerminalError.notATerminal`, `.failed`
    init() throws(TerminalError) {
        guard isatty(STDIN_FILENO) == 1 else { throw .notATerminal(stream: "standard input") }
        guard isatty(STDOUT_FILENO) == 1 else { throw .notATerminal(stream: "standard output") }
        var mode = termios()
        guard unsafe tcgetattr(STDIN_FILENO, &mode) == 0 else {
            throw .failed(action: "read the terminal's mode", reason: Self.reason)
        }
        let input = Self.reopen(STDIN_FILENO, O_RDONLY)
        guard input >= 0 else {
            throw .failed(action: "open the terminal", reason: Self.reason)
        }
        let output = Self.reopen(STDOUT_FILENO, O_WRONLY)
        guard output >= 0 else {
            Glibc.close(input)
            throw .failed(action: "open the terminal", reason: Self.reason)
        }
        self.input = input
        self.output = output
        modeBefore = mode
    }

    deinit {
        Glibc.close(input)
        Glibc.close(output)
    }

    /// Opens the terminal by its name, or as the terminal of the session if the name belongs to
    /// another user.
    private static func reopen(_ stream: Int32, _ access: Int32) -> Int32 {
        let flags = access | O_NONBLOCK | O_NOCTTY | O_CLOEXEC
        var name = [CChar](repeating: 0, count: 256)
        if unsafe ttyname_r(stream, &name, name.count) == 0 {
            let descriptor = unsafe open(&name, flags)
            if descriptor >= 0 { return descriptor }
        }
        return unsafe open("/dev/tty", flags)
    }

    private static var reason: String { "\(SystemError.last)" }

    /// Columns and rows; 80 by 24 where the terminal does not say.
    var size: Size {
        var window = winsize()
        guard unsafe ioctl(output, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0,
            window.ws_row > 0
        else { return Size(width: 80, height: 24) }
        return Size(width: min(1000, Int(window.ws_col)), height: min(1000, Int(window.ws_row)))
    }

    /// True while the process is in the foreground group of the terminal.
    var isOurs: Bool { tcgetpgrp(input) == getpgrp() }

    /// Sets the mode in which bytes arrive as they are typed, without echo.
    ///
    /// C-c, C-\ and C-z are bytes too: as signals they would come out of a pasted text.
    func makeRaw() {
        var mode = modeBefore
        mode.c_lflag &= ~tcflag_t(ICANON | ECHO | IEXTEN | ISIG)
        mode.c_iflag &= ~tcflag_t(IXON | ICRNL | INLCR | IGNCR | ISTRIP)
        Self.setControl(of: &mode, at: VMIN, to: 1)
        Self.setControl(of: &mode, at: VTIME, to: 0)
        _ = unsafe tcsetattr(input, TCSANOW, &mode)
    }

    private static func setControl(of mode: inout termios, at index: Int32, to value: UInt8) {
        unsafe withUnsafeMutableBytes(of: &mode.c_cc) { unsafe $0[Int(index)] = value }
    }

    /// The mode as it was found; what was typed and is an answer to us goes with `flush`.
    func restoreMode(flush: Bool) {
        if flush { tcflush(input, TCIFLUSH) }
        var mode = modeBefore
        _ = unsafe tcsetattr(input, TCSANOW, &mode)
    }

    enum Transfer {
        /// The number of bytes that went through.
        case some(Int)
        /// No byte went through; a later attempt may succeed.
        case later
        /// The device is gone: no byte will go through any more.
        case broken
    }

    /// Writes as much as the terminal takes now.
    func write(_ bytes: ArraySlice<UInt8>) -> Transfer {
        let count = unsafe bytes.withUnsafeBytes {
            unsafe Glibc.write(output, $0.baseAddress, $0.count)
        }
        return Self.transfer(count, ofNone: .later)
    }

    /// Reads what has been typed, 4,096 bytes at the most.
    func read(into bytes: inout [UInt8]) -> Transfer {
        let count = unsafe bytes.withUnsafeMutableBytes {
            unsafe Glibc.read(input, $0.baseAddress, $0.count)
        }
        return Self.transfer(count, ofNone: .broken)
    }

    private static func transfer(_ count: Int, ofNone: Transfer) -> Transfer {
        if count > 0 { return .some(count) }
        if count == 0 { return ofNone }
        return errno == EAGAIN || errno == EINTR ? .later : .broken
    }

    /// Waits until the output takes more, so long at the most.
    func waitForRoom(milliseconds: Int32) {
        var polled = pollfd(fd: output, events: Int16(POLLOUT), revents: 0)
        _ = unsafe poll(&polled, 1, milliseconds)
    }

    /// Throws away what was written and has not been fetched.
    func dropOutput() { tcflush(output, TCOFLUSH) }
}
