/// The pages of candles that pairs still lack, and how far each pair is.
struct BackfillPages: Sendable {
    /// The pages that a pair still lacks; `nil` while its source cannot tell.
    ///
    /// `answered`: minutes that its source has told of already: asking again would give no more.
    typealias Needs = (_ pair: Instrument, _ answered: ClosedRange<Minute>?) -> [CandlePage]?

    /// The progress of a pair.
    private enum Work: Hashable, Sendable {
        /// Pages that are left, the next one first; `done` are answered of `all`.
        case open(left: [CandlePage], done: Int, all: Int)
        case finished
        /// A request of it gave an error; not again before `until`.
        case failed(until: Timestamp)
    }

    private var works: [Instrument: Work] = [:]
    /// How often a pair has failed, one time after the other.
    private var failures: [Instrument: Int] = [:]
    /// The minutes of a pair that its source has answered for: it does not have those still missing.
    private var answered: [Instrument: ClosedRange<Minute>] = [:]
}

// MARK: - Requests

extension BackfillPages {
    /// The next page of a pair, which counts as asked for; a pair that is not known is looked
    /// through first.
    mutating func next(
        of instrument: Instrument, at now: Timestamp, _ needs: Needs
    ) -> CandlePage? {
        switch works[instrument] {
        case .finished: return nil
        case .failed(let until) where now < until: return nil
        case .failed, nil:
            guard let pages = needs(instrument, answered[instrument]) else { return nil }
            works[instrument] =
                pages.isEmpty ? .finished : .open(left: pages, done: 0, all: pages.count)
        case .open: break
        }
        guard case .open(var left, let done, let all) = works[instrument], !left.isEmpty else {
            return nil
        }
        let page = left.removeFirst()
        works[instrument] = .open(left: left, done: done, all: all)
        return page
    }

    /// A page was answered, whatever was in it; `isLast`: no other one of the pair is underway.
    mutating func succeeded(_ page: CandlePage, of instrument: Instrument, isLast: Bool) {
        failures[instrument] = nil
        note(page.minutes, of: instrument)
        guard case .open(let left, let done, let all) = works[instrument] else { return }
        works[instrument] =
            left.isEmpty && isLast ? .finished : .open(left: left, done: done + 1, all: all)
    }

    /// Pages come from the newest to the oldest: what is apart from the rest begins anew.
    private mutating func note(_ minutes: ClosedRange<Minute>, of instrument: Instrument) {
        guard let known = answered[instrument],
            minutes.upperBound.next >= known.lowerBound, minutes.lowerBound <= known.upperBound.next
        else { return answered[instrument] = minutes }
        answered[instrument] =
            min(minutes.lowerBound, known.lowerBound)...max(minutes.upperBound, known.upperBound)
    }

    /// A page failed because of its source: it is asked for again.
    mutating func putBack(_ page: CandlePage, of instrument: Instrument) {
        guard case .open(let left, let done, let all) = works[instrument] else { return }
        works[instrument] = .open(left: [page] + left, done: done, all: all)
    }

    /// A page failed because of its pair, which waits 10 minutes, 20, … up to 160.
    mutating func failed(_ instrument: Instrument, at now: Timestamp) {
        // Another page of it that was underway adds nothing.
        if case .failed = works[instrument] { return }
        let times = (failures[instrument] ?? 0) + 1
        failures[instrument] = times
        works[instrument] = .failed(until: now + .seconds(300 << min(times, 5)))
    }

    /// A request was called off: its pair is looked through again.
    mutating func callOff(_ instrument: Instrument) { works[instrument] = nil }

    /// Forgets what is left of pairs that are not finished.
    mutating func forgetUnfinished(where isLeaving: (Instrument) -> Bool = { _ in true }) {
        works = works.filter { $0.value == .finished || !isLeaving($0.key) }
    }

    /// Looks finished pairs through again, all but one.
    mutating func forgetFinished(but kept: Instrument? = nil) {
        works = works.filter { $0.value != .finished || $0.key == kept }
    }
}

// MARK: - How far

extension BackfillPages {
    /// Whether a pair has been looked through.
    func isKnown(_ instrument: Instrument) -> Bool { works[instrument] != nil }

    /// Whether all of a pair is fetched, or cannot be.
    func isDone(_ instrument: Instrument) -> Bool {
        switch works[instrument] {
        case .finished, .failed: true
        case .open, nil: false
        }
    }

    /// Whether a pair has a page to ask for; `nil` before it was looked through.
    func hasNext(of instrument: Instrument) -> Bool? {
        switch works[instrument] {
        case .open(let left, _, _): !left.isEmpty
        case .finished, .failed: false
        case nil: nil
        }
    }

    /// The pages of a pair, while some of them are not answered.
    func progress(of instrument: Instrument) -> (done: Int, all: Int)? {
        if case .open(_, let done, let all) = works[instrument] { (done, all) } else { nil }
    }
}
