import CNcurses
import Glibc
import TrackerEngine
import TrackerScreen

/// The terminal that the program was started on.
///
/// ncurses only computes what to print: the bytes go to a descriptor of our own that never waits,
/// one write a frame. While the terminal takes none, no frame is drawn; when it does again, the
/// last canvas is. So a terminal that stands still holds up nothing, not even the end.
actor NcursesTerminal: Terminal {
    /// The settings of a terminal that come from the command line.
    struct Configuration: Sendable {
        /// Only ASCII, whatever the locale says.
        var ascii = false
        /// The descriptor that standard error goes to while the screen is up; -1 for none.
        var log: Int32 = -1
    }

    nonisolated let executor: TerminalExecutor
    nonisolated var unownedExecutor: UnownedSerialExecutor {
        unsafe executor.asUnownedSerialExecutor()
    }
    nonisolated let symbols: Symbols
    nonisolated let report: TerminalReport
    private let deliver: @Sendable (TerminalEvent) -> Void
    private let device: TerminalDevice
    private let modes: TerminalModes
    private var curses: Curses
    private var input = TerminalInput()
    private var buffer = [UInt8](repeating: 0, count: 4096)
    private var output = OutputQueue()
    /// The last canvas that was to be shown.
    private var latest: Canvas?
    private var isUp = false
    private var isClosed = false
    private var wantsMouse = false
    private var errors: ErrorRedirection

    private(set) var size: Size

    /// Takes the terminal over: the screen is up when this returns.
    ///
    /// `deliver` is called on the executor's thread.
    /// - Throws: `TerminalError`; the terminal is as it was then.
    static func open(
        on executor: TerminalExecutor, configuration: Configuration = Configuration(),
        deliver: @escaping @Sendable (TerminalEvent) -> Void
    ) async throws(TerminalError) -> NcursesTerminal {
        let terminal = try NcursesTerminal(
            executor: executor, configuration: configuration, deliver: deliver)
        await terminal.start()
        return terminal
    }

    private init(
        executor: TerminalExecutor, configuration: Configuration,
        deliver: @escaping @Sendable (TerminalEvent) -> Void
    ) throws(TerminalError) {
        let device = try TerminalDevice()
        let locale = CharacterLocale.adopt()
        let type = TerminalType.ofEnvironment
        symbols = locale.symbols(on: type, isASCII: configuration.ascii)
        var report = TerminalReport(locale, type, isASCIIWanted: configuration.ascii)
        report.colours = ColourDepth.ofEnvironment
        report.hasRGB = ColourDepth.hasRGBInEnvironment
        report.ground = TerminalGround.ofEnvironment
        self.report = report
        // Before ncurses, which would take those that it finds with the default action.
        let signals = Signals.note(Self.noted)
        size = device.size
        curses = try Self.curses(
            size: device.size, type: type.name, report: report,
            isASCII: configuration.ascii || !locale.isUTF8)
        self.executor = executor
        self.device = device
        self.deliver = deliver
        modes = TerminalModes(
            type: type.name ?? "", isWrapped: Environment.value(of: "TMUX") != nil)
        errors = ErrorRedirection(log: configuration.log)
        executor.update { $0.signals = signals }
    }

    private static let noted = [SIGWINCH, SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT]

    /// Starts ncurses; if that fails, signals act as they did before.
    private static func curses(
        size: Size, type: String?, report: TerminalReport, isASCII: Bool
    ) throws(TerminalError) -> Curses {
        do throws(TerminalError) {
            return try Curses(
                size: size, type: type, colours: report.colours, hasRGB: report.hasRGB,
                ascii: isASCII)
        } catch {
            Signals.release()
            throw error
        }
    }

    private func start() {
        enter()
        executor.update { watch in
            watch.input = device.input
            watch.output = device.output
            watch.wake = { [weak self] ready in
                self?.assumeIsolated { $0.wake(ready) }
            }
        }
        if modes.isModern { send(input.ask()) }
    }

    // MARK: - Showing

    func show(_ canvas: Canvas) {
        latest = canvas
        guard isUp, output.isEmpty else { return }
        let bytes = curses.draw(canvas)
        if bytes.isEmpty { return }
        send(input.knowsSynchronizedOutput ? TerminalModes.synchronized(bytes) : bytes)
    }

    func repaint() {
        curses.forget()
        if let latest { show(latest) }
    }

    func setTheme(_ theme: Theme, on ground: RGB?) {
        curses.setTheme(theme, on: ground)
        if let latest { show(latest) }
    }

    func setMouse(_ isOn: Bool) {
        guard isOn != wantsMouse else { return }
        wantsMouse = isOn
        if isUp { send(modes.mouse(isOn)) }
    }

    func copy(_ text: String) {
        if isUp { send(modes.copy(text)) }
    }

    func ring(_ signs: TerminalSigns, _ text: String) {
        if isUp { send(modes.ring(signs, text)) }
    }

    private func send(_ bytes: [UInt8]) {
        output.append(bytes)
        flush()
    }

    /// Writes what there is room for, and waits for room for the rest.
    private func flush() {
        switch output.flush(to: device) {
        case .done: executor.update { $0.wantsRoom = false }
        case .waiting: executor.update { $0.wantsRoom = true }
        case .broken: lose()
        }
    }

    // MARK: - Waking

    private func wake(_ ready: TerminalExecutor.Readiness) {
        if ready.contains(.signalled) { obeySignals() }
        if isUp, ready.contains(.readable) { readKeys() }
        if isUp, ready.contains(.writable) { makeUp() }
        // After reading: what was typed before the end counts.
        if !isClosed, ready.contains(.hungUp) { lose() }
        if isUp, ready.isEmpty { hand(input.giveUp()) }
        if !isClosed { executor.update { $0.deadline = input.wait.map { .now + $0 } } }
    }

    /// There is room again: the rest of the last frame, and then what has changed meanwhile.
    private func makeUp() {
        flush()
        if output.isEmpty, let latest { show(latest) }
    }

    private func readKeys() {
        switch device.read(into: &buffer) {
        case .some(let count): hand(input.read(buffer[..<count]))
        case .later: break
        case .broken: lose()
        }
    }

    private func hand(_ batch: TerminalInput.Batch) {
        if batch.ground != nil || batch.hidesGround { deliver(.ground(batch.ground)) }
        if !batch.keys.isEmpty { deliver(.keys(batch.keys)) }
        if let last = batch.signals.first(where: Self.isLast) { return terminate(last) }
        if batch.signals.contains(SIGTSTP) { suspend() }
    }

    // MARK: - Signals

    /// Acts on all signals that have come; several of a kind count once.
    private func obeySignals() {
        let signals = Signals.drain()
        if let last = signals.first(where: Self.isLast) { return terminate(last) }
        if signals.contains(SIGTSTP) { return suspend() }
        if signals.contains(SIGCONT) { return comeBack() }
        if signals.contains(SIGWINCH) { adoptSize() }
    }

    private static func isLast(_ signal: Int32) -> Bool {
        [SIGTERM, SIGHUP, SIGINT, SIGQUIT].contains(signal)
    }

    private func terminate(_ signal: Int32) {
        close()
        deliver(.terminate(signal: signal))
    }

    private func adoptSize() {
        guard device.size != size else { return }
        size = device.size
        curses.resize(to: size)
        latest = nil
        deliver(.resized)
    }

    /// Gives the terminal back, stops, and takes the terminal again when continued in front.
    private func suspend() {
        guard JobControl.isPresent else { return }
        leave()
        while true {
            Signals.stop()
            // Before the terminal is touched: whoever ends a stopped program continues it too.
            let pending = Signals.drain()
            if let last = pending.first(where: Self.isLast) { return terminate(last) }
            guard JobControl.isPresent else { return lose() }
            if device.isOurs { break }
        }
        comeBack()
    }

    /// Continued: somebody else may have changed the mode, the screen and the size meanwhile.
    private func comeBack() {
        guard device.isOurs else { return }
        enter()
        size = device.size
        curses.resize(to: size)
        latest = nil
        deliver(.resized)
    }

    // MARK: - Taking and giving back

    private func enter() {
        errors.begin()
        let goodbye = modes.leave + Curses.goodbye
        var mode = device.modeBefore
        unsafe tt_guard(
            device.input, device.output, errors.before, &mode, goodbye, goodbye.count)
        tt_arm(1)
        device.makeRaw()
        isUp = true
        send(modes.enter(mouse: wantsMouse))
    }

    func close() {
        guard !isClosed else { return }
        isClosed = true
        leave()
        executor.update { $0 = TerminalExecutor.Watch() }
        Signals.release(ignoringHangUp: true)
    }

    private func leave() {
        guard isUp else { return }
        isUp = false
        let screen = curses.leave()
        // In the background the terminal is somebody else's.
        if device.isOurs {
            let last = modes.leave + (screen.isEmpty ? Curses.goodbye : screen)
            output.finish(with: last, anew: modes.leave + Curses.goodbye, on: device)
            device.restoreMode(flush: input.isAwaitingAnswer || wantsMouse)
        }
        output.removeAll()
        tt_arm(0)
        errors.end()
    }

    /// The other end is gone: nothing is written any more.
    private func lose() {
        guard !isClosed else { return }
        isClosed = true
        isUp = false
        output.removeAll()
        executor.update { $0 = TerminalExecutor.Watch() }
        tt_arm(0)
        errors.end()
        Signals.release(ignoringHangUp: true)
        deliver(.gone)
    }
}
