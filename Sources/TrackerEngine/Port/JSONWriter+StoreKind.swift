extension JSONWriter {
    /// The member `"simulated":true` of an object of made-up prices; nothing for real ones.
    package mutating func mark(_ kind: StoreKind) {
        guard kind == .simulated else { return }
        key("simulated")
        bool(true)
    }
}
