import TrackerEngine

/// What runs without a screen, and ends.
protocol Subcommand: Sendable {
    var console: Console { get }

    /// Does it.
    func perform() async throws(SubcommandError)
}

extension Subcommand {
    /// Does it, and says what went wrong in one line.
    func run() async -> ExitStatus {
        do {
            try await perform()
            return .success
        } catch {
            if error.status != .success { console.say("tracker-tui: \(error)") }
            return error.status
        }
    }
}

extension Subcommand {
    /// Reads a name of the command line; `what` it is called there.
    static func name<Value>(
        _ text: String, as what: String, _ make: (String) throws(DomainError) -> Value
    ) throws(SubcommandError) -> Value {
        do {
            return try make(text)
        } catch {
            throw .option(
                .badValue(option: what, value: text, allowed: "a name of 1 to 128 bytes"))
        }
    }
}
