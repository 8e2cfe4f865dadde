import TrackerEngine

extension Program {
    /// `get`, `import` or `export`.
    ///
    /// - Returns: the exit status.
    func runSubcommand() async -> Int32 {
        guard let path = storePath else {
            Self.complain("HOME is not set: --store says where the day is kept")
            return Self.couldNot
        }
        let clock = clock
        let door = StoreDoor(
            path: path,
            read: { first throws(StoreError) in try StoreFile.read(path: path, from: first) },
            open: { () throws(StoreError) in
                guard case .writer(let journal) = try StoreFile.open(path: path, clock: clock)
                else { throw .busy(path: path) }
                return journal
            })
        let command = options.subcommand(
            store: door, aliases: otherNames, clock: clock, console: .live())
        return await command?.run().rawValue ?? Self.usage
    }
}
