import CMalloc

/// The C library's handling of free memory.
public enum Heap {
    /// All threads take from one place, from now on: to be called before there are others.
    ///
    /// By default each gets an arena of its own. What one of them has freed is of no use to the
    /// others then, and the work of a minute wanders from thread to thread: a day of 25,000 pairs
    /// took 10 MB more for that.
    public static func useOneArena() { cmalloc_one_arena() }

    /// Gives what is free back to the system.
    public static func giveBack() { cmalloc_give_back() }
}
