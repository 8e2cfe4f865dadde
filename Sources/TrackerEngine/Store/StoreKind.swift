/// The kind of prices that a store holds: simulated ones never share a file with others.
public enum StoreKind: String, CaseIterable, Hashable, Sendable {
    case real, simulated
}
