extension Engine {
    /// Somebody looks at this from now on.
    public func look(at view: View) async {}
}
