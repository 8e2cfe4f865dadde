import Synchronization
import TrackerEngine
import TrackerScreen

/// The rules and channels of alerts while a program runs: those of the configuration, and those that
/// were made on the screen.
///
/// It looks once a minute whether a file has changed. A file that is bad leaves everything as it was,
/// and readers are told why.
final class AlertDesk: Sendable {
    struct State: Sendable {
        var settings = AlertSettings()
        /// Rules that were made on the screen.
        var kept: [AlertRule] = []
        var lists = AlertScope.Lists()
        /// What is wrong with a file, by its path.
        var faults: [String: String] = [:]
        var stamps: [String: FileStamp] = [:]
        var outlets: [AlertOutlet] = []
        var heartbeat: HeartbeatPlan?
        var posts: [AlertPost] = []
    }

    let place: Workplace
    let isSimulated: Bool
    private let configuration: ConfigurationOptions
    private let means: ChannelMeans
    let state = Mutex(State())

    /// Reads the files of alerts; those that are bad are told of with the first alerts.
    init(
        _ configuration: ConfigurationOptions, isSimulated: Bool, _ means: ChannelMeans,
        in place: Workplace
    ) {
        self.configuration = configuration
        self.isSimulated = isSimulated
        self.means = means
        self.place = place
        state.withLock { state in
            state.settings = place.file?.alerts ?? AlertSettings()
            // What is simulated never leaves the program.
            if !isSimulated { makeWays(&state) }
            if let path = place.file?.path { state.stamps[path] = FileStamp(of: path) }
            _ = readKept(&state)
            _ = readLists(&state)
        }
    }

    /// What the post is to work by.
    var setup: AlertSetup { state.withLock { setup(of: $0) } }

    /// A post that gets every change from now on.
    func add(_ post: AlertPost) { state.withLock { $0.posts.append(post) } }

    /// Looks at the files each minute, until the task is cancelled.
    func watch() async {
        while !Task.isCancelled {
            let next = Minute(containing: place.clock.now).next.start
            guard (try? await place.clock.sleep(until: next)) != nil else { return }
            look()
        }
    }

    /// Reads what has changed; `always`: also what has not, and tries channels that were waiting for
    /// somebody to mend them.
    func look(always: Bool = false) {
        let before = state.withLock { $0 }
        // Without the lock, so that nobody's keys wait for it.
        var new = before
        var isNew = readConfiguration(&new, always: always)
        if readKept(&new, always: always) { isNew = true }
        if readLists(&new, always: always) { isNew = true }
        let (setup, posts) = state.withLock { [new] state in
            take(new, read: before, into: &state)
            return (self.setup(of: state), state.posts)
        }
        guard isNew || always else { return }
        var wanted = setup
        wanted.triesAgain = always
        for post in posts { post.change(wanted) }
    }

    /// Takes what was read, but rules that the screen has changed meanwhile.
    private func take(_ new: State, read before: State, into state: inout State) {
        let current = state
        state = new
        state.posts = current.posts
        let path = place.folder?.alerts
        let wasChanged = path.map { current.stamps[$0] != before.stamps[$0] } ?? true
        guard wasChanged else { return }
        state.kept = current.kept
        guard let path else { return }
        state.stamps[path] = current.stamps[path]
        state.faults[path] = current.faults[path]
    }

    private func makeWays(_ state: inout State) {
        state.outlets = AlertOutlet.all(of: state.settings.channels, means)
        state.heartbeat = state.settings.heartbeat?.plan(means)
    }

    func setup(of state: State) -> AlertSetup {
        var setup = AlertSetup()
        let (rules, surplus) = AlertForm.merged(state.settings.rules, state.kept)
        setup.rules = rules
        setup.lists = state.lists
        setup.outlets = state.outlets
        if isSimulated { setup.withheld = state.settings.channels.map(\.name) }
        setup.heartbeat = state.heartbeat
        setup.quiet = state.settings.quiet.map { QuietTime($0, offset: place.localTime.offset) }
        let faults =
            state.faults.sorted { $0.key < $1.key }.map(\.value) + [surplus].compactMap(\.self)
            + strays(setup, state)
        setup.notice = faults.isEmpty ? nil : faults.joined(separator: "; ")
        setup.files = state.faults.keys.sorted()
        return setup
    }
}

extension AlertDesk {
    /// Rules of the screen that name a channel which the configuration has no more.
    private func strays(_ setup: AlertSetup, _ state: State) -> [String] {
        let known = Set(state.settings.channels.map(\.name))
        return setup.rules.compactMap { rule in
            let channel = rule.delivery.channels?.first { !known.contains($0) }
            return channel.map { "rule \(rule.name): there is no channel \($0)" }
        }
    }
}

// MARK: - Reading

extension AlertDesk {
    /// Whether a file has changed since it was read, or is to be read anyway.
    private func isNew(_ path: String, _ state: inout State, _ always: Bool) -> Bool {
        let stamp = FileStamp(of: path)
        defer { state.stamps[path] = stamp }
        return always || stamp != state.stamps[path]
    }

    private func readConfiguration(_ state: inout State, always: Bool) -> Bool {
        guard let path = configuration.path ?? place.file?.path ?? place.usualPath,
            isNew(path, &state, always), FileStamp(of: path) != nil || place.file != nil
        else { return false }
        do throws(ConfigurationError) {
            let file = try place.readConfiguration(configuration, mayWait: false)
            let settings = file?.alerts ?? AlertSettings()
            defer { state.faults[path] = nil }
            guard settings != state.settings || state.faults[path] != nil || always else {
                return false
            }
            state.settings = settings
            if !isSimulated { makeWays(&state) }
            return true
        } catch {
            state.faults[path] = Self.words(error)
            return true
        }
    }

    private func readKept(_ state: inout State, always: Bool = false) -> Bool {
        guard let path = place.folder?.alerts, isNew(path, &state, always) else { return false }
        do throws(ConfigurationError) {
            state.kept = try AlertFile.rules(in: path)
            state.faults[path] = nil
        } catch {
            state.faults[path] = Self.words(error)
        }
        return true
    }

    /// Reads the favourites; of simulated prices there are none.
    private func readLists(_ state: inout State, always: Bool = false) -> Bool {
        guard !isSimulated, let path = place.folder?.favourites, isNew(path, &state, always)
        else { return false }
        // Whoever shows favourites tells what is left out of them.
        var keeper = Keeper(place.folder, isSimulated: false)
        let lists = keeper.readFavourites { _ in }.lists
        defer { state.lists = lists }
        return lists != state.lists
    }

    private static func words(_ error: ConfigurationError) -> String {
        let more = error.lines.count > 1 ? " (and \(error.lines.count - 1) more)" : ""
        return "\(error.reasonFirst)\(more); the rules of alerts stay as they were"
    }
}
