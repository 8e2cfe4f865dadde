/// The prices of an import on their way into the store: one day of many instruments, packed as they
/// come.
///
/// An hour that gets a price is kept open, with a double a minute. When `mostOpen` hours are open, all
/// are packed. So rows by minute and rows by instrument both pack each hour once or twice,
/// and 36 million prices take about 100 MB.
struct StagedDay: Sendable {
    /// The minutes that may have a price.
    let window: ClosedRange<Minute>
    private let mostOpen: Int
    private let firstHour: Hour
    private let hourCount: Int
    /// The place of an hour in `open`, -1 for none, by instrument × `hourCount` + hour.
    private var places: [Int32] = []
    /// The packed hours, by instrument × `hourCount` + hour.
    private var chunks: [[UInt8]?] = []
    private var cells: [Int] = []
    private var open: [Double] = []

    /// Makes an empty day that keeps up to `mostOpen` hours of instruments open, at 480 bytes each.
    init(window: ClosedRange<Minute>, mostOpen: Int = 1 << 16) {
        self.window = window
        self.mostOpen = mostOpen
        firstHour = window.lowerBound.hour
        hourCount = firstHour.distance(to: window.upperBound.hour) + 1
    }

    /// Puts a price in, also in the place of an earlier one.
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
        let cell = number * hourCount + firstHour.distance(to: hour)
        if places[cell] < 0 { openHour(cell) }
        let offset = hour.start.distance(to: minute)
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

    /// The hours with a price, oldest first; `instruments` are those of the numbers.
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
                    hour: firstHour.advanced(by: hour), market: market, pairs: pairs, chunks: packed
                )
            }
        }
    }
}

extension SeriesCodec {
    /// Unpacks a chunk into 60 elements, with NaN for no price.
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
