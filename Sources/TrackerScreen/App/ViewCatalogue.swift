/// The views that there are, and the keys of panes and views together.
package struct ViewCatalogue: Sendable {
    /// The views in the order of the help.
    let views: [any Overlay.Type]
    /// The keys as they are without a configuration.
    package let keys: KeyTable

    init(_ views: [any Overlay.Type] = []) {
        self.views = views
        let openers = KeyTable.Task.allCases.map { task in
            KeyTable.Group(
                task, views.filter { $0.opener.task == task }.map { $0.opener.binding })
        }
        keys = KeyTable(
            KeyTable.moving + openers + KeyTable.looking + [KeyTable.program, KeyTable.inViews]
                + views.map { $0.group })
    }

    /// The view of a name, `nil` for one that does not exist.
    subscript(name: String) -> (any Overlay.Type)? { views.first { $0.opener.name == name } }
}

extension Overlay {
    /// The actions of this view alone.
    fileprivate static var group: KeyTable.Group {
        KeyTable.Group(opener.task, keys.compactMap { $0.binding(in: opener.name) })
    }
}

/// The memories of closed views, each in a type of its own.
struct ViewMemories: Sendable {
    private var kept: [ObjectIdentifier: any Sendable] = [:]

    subscript<View: Overlay>(_ view: View.Type) -> View.Memory? {
        get { kept[ObjectIdentifier(view)] as? View.Memory }
        set { kept[ObjectIdentifier(view)] = newValue }
    }
}
