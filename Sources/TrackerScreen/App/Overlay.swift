/// A view that lies over the panes and gets the keys: help, a menu, a board, a line being typed.
///
/// A view is one file and one line in the catalogue (`Views.swift`). The file says how the view is
/// opened, what its keys do there, and how it looks:
///
///     struct ClockView: Overlay {
///         enum Deed { case next }
///
///         static let opener = Opener("clock", "F9", "the time elsewhere", title: "Clock", for: .time)
///         static let keys: [ViewKey<Deed>] = [.own(.next, "clock-next", "n", "the next place")]
///         static let hints: [Self.Hint] = [("next", [.next])]
///
///         init?(_ state: inout State) {}
///         mutating func press(_ deed: Deed, _ state: inout State) -> Outcome { … }
///         func draw(_ state: State, on canvas: inout Canvas) { … }
///     }
///
/// Esc, the key that opened it and that of `leave` close it; `quit`, `suspend` and `redraw` hold in
/// every view. None of that needs a line in the view's file.
protocol Overlay: Sendable {
    /// The deeds that the keys of the view can do.
    associatedtype Deed: Hashable, Sendable
    /// A value that the view remembers while it is closed.
    associatedtype Memory: Sendable = Never

    /// The keys and the name that open the view.
    static var opener: Opener { get }
    /// The keys that the view obeys; the first entry counts if two have the same action.
    static var keys: [ViewKey<Deed>] { get }
    /// The bottom line, most worth knowing first; the way out is added to it.
    static var hints: [Hint] { get }
    /// The part of the screen that it has.
    static var extent: Extent { get }

    /// Opens the view, `nil` while there is nothing to show.
    init?(_ state: inout State)

    /// Does what a key means here.
    mutating func press(_ deed: Deed, _ state: inout State) -> Outcome
    /// Draws the view on the part of the screen that `extent` names; any size is fine.
    func draw(_ state: State, on canvas: inout Canvas)

    // What few views need; each has a default.

    /// The bottom line as it is now: by default the keys of `hints`, and the way out.
    func hints(in table: KeyTable) -> [KeyHint]
    /// Whether characters and pasted text are typed into the view and mean nothing else.
    var isTyping: Bool { get }
    /// Adds to what is being typed.
    mutating func type(_ text: String, _ state: inout State) -> Outcome
    /// Answers a key that means nothing here.
    mutating func pressOther(_ key: Key, _ state: inout State) -> Outcome
    /// The frames whose notes can be clicked, on the body of the screen; a click is the note's key.
    func frames(_ state: State) -> [ViewFrame]
    /// Answers the mouse where no note is; `point` is a cell of the screen. By default a press
    /// closes the view.
    mutating func click(_ button: Key.Mouse, at point: Point, _ state: inout State) -> Outcome
    /// Goes out, or back by one step where the view has steps of its own.
    mutating func leave(_ state: inout State) -> Outcome
    /// Asks for what the view still lacks: after it was opened, and after each snapshot.
    ///
    /// `isNew`: whether prices have come since.
    mutating func follow(_ state: inout State, isNew: Bool) -> [Command]
    /// Accepts what a `Command.workOut` has led to; answers that are not for this view it ignores.
    mutating func receive(_ answer: any Sendable, _ state: inout State) -> [Command]
}

extension Overlay {
    /// A word of the bottom line and the deeds whose keys stand before it.
    typealias Hint = (does: String, deeds: [Deed])
    typealias Outcome = ViewOutcome
    typealias Extent = ViewExtent
    typealias Opener = ViewOpener

    static var keys: [ViewKey<Deed>] { [] }
    static var hints: [Hint] { [] }
    static var extent: Extent { .over }

    func hints(in table: KeyTable) -> [KeyHint] {
        Self.hints(Self.hints, in: table, isTyping: isTyping)
    }

    var isTyping: Bool { false }

    mutating func type(_ text: String, _ state: inout State) -> Outcome { .stay() }

    mutating func pressOther(_ key: Key, _ state: inout State) -> Outcome { .stay() }

    func frames(_ state: State) -> [ViewFrame] { [] }

    mutating func click(_ button: Key.Mouse, at point: Point, _ state: inout State) -> Outcome {
        button == .press ? .close() : .stay()
    }

    mutating func leave(_ state: inout State) -> Outcome { .close() }

    mutating func follow(_ state: inout State, isNew: Bool) -> [Command] { [] }

    mutating func receive(_ answer: any Sendable, _ state: inout State) -> [Command] { [] }
}

extension Overlay where Deed == Never {
    mutating func press(_ deed: Never, _ state: inout State) -> Outcome {}
}

/// The outcome of a key or a click for the view.
enum ViewOutcome: Sendable {
    case stay(doing: [Command] = [])
    case close(doing: [Command] = [])
    /// Gives way to the view of this name, and comes back when that one is closed.
    case open(String)
    /// Closes the view, and does what a key means in its place.
    case perform(Action, in: KeyTable.Place)
}

/// The part of the screen that a view has.
enum ViewExtent: Hashable, Sendable {
    /// Everything between the top line and the bottom line: the panes are not drawn.
    case body
    /// A box over that, the rest of which is drawn back.
    case over
    /// The last rows above the bottom line; the panes are drawn as they are.
    case foot
    /// The bottom line.
    case line
}

/// The name and the keys that open a view.
struct ViewOpener: Sendable {
    /// The name in the configuration, of the action that opens the view and of the place of its
    /// keys.
    let name: String
    /// The title over its keys in the help.
    let title: String
    /// What it is for, as the help groups it.
    let task: KeyTable.Task
    /// Whether there is nothing to show without prices.
    let needsPrices: Bool
    let binding: KeyTable.Binding

    /// `keys` as in the configuration; `does` is what the help says of them.
    init(
        _ name: String, _ keys: String, _ does: String, title: String, for task: KeyTable.Task,
        needsPrices: Bool = false, hint: KeyTable.Hint? = nil
    ) {
        self.name = name
        self.title = title
        self.task = task
        self.needsPrices = needsPrices
        binding = KeyTable.Binding(.view(name), keys, does, hint: hint)
    }
}

/// A key of a view, by its action, and what it does there.
struct ViewKey<Deed: Hashable & Sendable>: Sendable {
    let action: Action
    let deed: Deed
    /// The words of the help for it here; `nil`: the help says nothing beyond the action's own
    /// words.
    let does: String?
    /// The keys without a configuration; `nil` for an action that has its keys elsewhere.
    private let ownKeys: String?

    /// An action of the view alone; `name` is unique in the program.
    static func own(_ deed: Deed, _ name: String, _ keys: String, _ does: String) -> Self {
        Self(action: .own(name), deed: deed, does: does, ownKeys: keys)
    }

    /// An action that has its keys elsewhere, with a meaning here.
    static func shared(_ action: Action, _ deed: Deed, _ does: String? = nil) -> Self {
        Self(action: action, deed: deed, does: does, ownKeys: nil)
    }

    /// The binding of an action of the view alone.
    func binding(in view: String) -> KeyTable.Binding? {
        ownKeys.map { KeyTable.Binding(action, $0, does ?? "", in: .view(view)) }
    }

    private init(action: Action, deed: Deed, does: String?, ownKeys: String?) {
        self.action = action
        self.deed = deed
        self.does = does
        self.ownKeys = ownKeys
    }
}
