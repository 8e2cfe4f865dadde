import Testing

/// What was waited for and did not come.
struct NothingCame: Error, CustomStringConvertible {
    let description: String
}

/// Looks again and again until there is something, in vain for 20 s at the most.
///
/// `what` is said of it when it does not come. Holds no thread between two looks.
func eventually<Result>(
    _ what: @autoclosure () -> String, within patience: Duration = .seconds(20),
    _ look: () throws -> Result?
) async throws -> Result {
    let deadline = ContinuousClock.now + patience
    while true {
        if let result = try look() { return result }
        guard ContinuousClock.now < deadline else { throw NothingCame(description: what()) }
        try await Task.sleep(for: .milliseconds(4))
    }
}
