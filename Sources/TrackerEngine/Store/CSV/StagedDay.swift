/// Prices on their way into the store: one day of many instruments, packed as they come.
///
/// Hours that prices come for are kept open, a double a minute, until there are `mostOpen` of them;
/// then all are packed. So rows by minute and rows by instrument both pack each hour once or twice,
/// and 36 million prices take about 100 MB.
struct StagedDay: Sendable {
    /// The minutes that are taken.
    let window: ClosedRange<Minute>
    private let mostOpen: Int
    private let firstHour: Int
    private let hourCount: Int
    /// By instrument × `hourCount` + hour: a place in `open`, -1 for none.
    private var places: [Int32] = []
    /// Likewise: what is packed.
    private var chunks: [[UInt8]?] = []
    private var cells: [Int] = []
    private var open: [Double] = []

    /// Nothing is in it; `mostOpen`: hours of instruments that are kept open, at 480 bytes each.
    init(window: ClosedRange<Minute>, mostOpen: Int = 1 << 16) {
        self.window = window
        self.mostOpen = mostOpen
        firstHour = window.lowerBound.hour
        hourCount = window.upperBound.hour - firstHour + 1
    }

    /// Puts a price in; what is there already gives way.
    ///
    /// Cost: about 10 ns, and about 3 µs for each hour of an instrument that has to be opened again.
    /// - Parameters:
    ///   - amount: of a `Price`.
    ///   - minute: one of the window.
    ///   - number: the instrument's, from 0 without gaps.
    /// - Returns: whether there was a price.
    mutating func put(_ amount: Double, at minute: Minute, of number: Int) -> Bool {
        let missing = (number + 1) * hourCount - places.count
        if missing > 0 {
            places.append(contentsOf: repeatElement(-1, count: missing))
            chunks.append(contentsOf: repeatElement(nil, count: missing))
        }
        let hour = minute.hour
        let cell = number * hourCount + hour - firstHour
        if places[cell] < 0 { openHour(cell) }
        let offset = minute.index - hour * SeriesCodec.minutes
        let position = Int(places[cell]) * SeriesCodec.minutes + offset
        let isThere = !open[position].isNaN
        open[position] = amount
        return isThere
    }

    private mutating func openHour(_ cell: Int) {
        if cells.count == mostOpen { pack() }
        places[cell] = Int32(cells.count)
        cells.append(cell)
        if let chunk = chunks[cell] {
            open.append(contentsOf: SeriesCodec.amounts(chunk))
        } else {
            open.append(contentsOf: repeatElement(.nan, count: SeriesCodec.minutes))
        }
    }

    private mutating func pack() {
        for (place, cell) in cells.enumerated() {
            let start = place * SeriesCodec.minutes
            chunks[cell] = SeriesCodec.encode(open[start..<start + SeriesCodec.minutes])
            places[cell] = -1
        }
        cells.removeAll(keepingCapacity: true)
        open.removeAll(keepingCapacity: true)
    }

    /// The hours with a price, oldest first.
    ///
    /// `instruments`: by number.
    mutating func hours(_ instruments: [Instrument]) -> [SealedHour] {
        pack()
        let markets = Dictionary(grouping: instruments.indices) { instruments[$0].market }
        return (0..<hourCount).flatMap { hour in
            markets.keys.sorted().compactMap { market in
                var pairs: [Pair] = []
                var packed = PackedChunks()
                for number in markets[market] ?? [] {
                    let cell = number * hourCount + hour
                    guard cell < chunks.count, let chunk = chunks[cell] else { continue }
                    pairs.append(instruments[number].pair)
                    packed.append(chunk)
                }
                guard !pairs.isEmpty else { return nil }
                return SealedHour(
                    hour: firstHour + hour, market: market, pairs: pairs, chunks: packed)
            }
        }
    }
}

extension SeriesCodec {
    /// Unpacks a chunk of ours into 60 elements, NaN where there is no price.
    static func amounts(_ chunk: [UInt8]) -> [Double] {
        let padded = chunk + [UInt8](repeating: 0, count: slack)
        return unsafe Array(unsafeUninitializedCapacity: minutes) { amounts, count in
            guard let base = amounts.baseAddress else { return }
            let isSound = unsafe padded.withUnsafeBytes { bytes in
                let chunk = unsafe UnsafeRawBufferPointer(rebasing: bytes.dropLast(slack))
                return unsafe decode(chunk, into: base)
            }
            if !isSound { unsafe base.update(repeating: .nan, count: minutes) }
            count = minutes
        }
    }
}
