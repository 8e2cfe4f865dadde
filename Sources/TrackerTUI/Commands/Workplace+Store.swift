import TrackerEngine

extension Workplace {
    /// The path of the store that options mean; `nil` without a home.
    ///
    /// Simulated prices have a file of their own, so that they never mix with real ones.
    func path(of store: StoreOptions, _ kind: StoreKind) -> String? {
        store.path ?? folder.map { kind == .simulated ? $0.simulatedStore : $0.store }
    }

    /// The path for a command that cannot do without.
    func neededPath(of store: StoreOptions) throws(CommandError) -> String {
        guard let path = path(of: store, store.kind) else {
            throw .noHome(consequence: "use --store to say where to keep the day")
        }
        return path
    }

    /// The stored day as it is now; a part that cannot be read is reported on the console.
    func day(
        of store: StoreOptions, at now: Timestamp
    ) async throws(CommandError) -> (prices: RollingDay, kind: StoreKind) {
        let path = try neededPath(of: store)
        do throws(StoreError) {
            let stored = try await stores.read(path, nil, DayCSV.window(at: now).lowerBound)
            if let damage = stored.damage {
                console.complain("a part of \(path) cannot be read: \(damage)")
            }
            if let words = StoredDay.words(leftOut: stored.leftOut) { console.complain(words) }
            var day = RollingDay()
            day.restore(stored)
            return (day, stored.kind)
        } catch {
            throw .store(error)
        }
    }

    /// The window of the stored day, or of a simulated one, that ends with the minute that runs now.
    ///
    /// - Throws: `CommandError.nothingStored` where it contains no price.
    func window(
        of store: StoreOptions, _ demo: DemoOptions
    ) async throws(CommandError) -> DayWindow {
        let now = clock.now
        if demo.isOn {
            let day = simulated(demo).day
            return DayWindow(day, through: Minute(containing: now), kind: .simulated)
        }
        let day = try await day(of: store, at: now)
        let window = DayWindow(day.prices, through: Minute(containing: now), kind: day.kind)
        if window.markets.isEmpty { throw .nothingStored(path: try neededPath(of: store)) }
        return window
    }

    /// A sentence on the folder of the store that a run writes, if others can change what is there.
    func storeWarning(_ options: WatchOptions) -> String? {
        if options.source.isDemo { return nil }
        let kind = options.source.isSimulated ? StoreKind.simulated : .real
        return path(of: options.store, kind).flatMap { FolderOwner.warning(Folder.containing($0)) }
    }

    /// Writes to standard output.
    func write(_ bytes: [UInt8]) throws(CommandError) {
        do { try console.write(bytes) } catch { throw .file(error) }
    }

    /// Writes lines and a line end to standard output.
    func print(_ text: String) throws(CommandError) {
        do { try console.print(text) } catch { throw .file(error) }
    }
}
