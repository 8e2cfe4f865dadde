/// What a store holds: simulated prices never come into the same file as others.
public enum StoreKind: String, CaseIterable, Hashable, Sendable {
    case real, simulated
}
