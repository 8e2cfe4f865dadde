import TrackerEngine

extension Program {
    /// `get`, `show`, `top`, `import` or `export`.
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
                else { throw .busy(place: path) }
                return journal
            })
        var ofFile: [Market: Market]?
        do throws(SetupError) {
            if options.exchanges != nil { ofFile = try exchanges().otherNames }
        } catch {
            Self.complain("\(error)")
            return Self.usage
        }
        let otherNames = ofFile
        let command = options.subcommand(
            store: door, aliases: otherNames ?? Exchanges.builtIn.otherNames, clock: clock,
            console: .live(), output: .live())
        return await command?.run().rawValue ?? Self.usage
    }
}
