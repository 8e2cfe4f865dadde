/// Chunks of `SeriesCodec`, one behind the other in one buffer.
///
/// An array for each of half a million chunks would take twice the memory of what is in them, and
/// leave it in crumbs.
public struct PackedChunks: Sendable, Hashable {
    public private(set) var bytes: [UInt8] = []
    /// Element i: where chunk i ends in `bytes`.
    public private(set) var ends: [UInt32] = []

    public init() {}

    /// `ends`: rising, the last one is the end of `bytes`.
    init(bytes: [UInt8], ends: [UInt32]) {
        precondition(ends.last.map { Int($0) } ?? 0 == bytes.count)
        self.bytes = bytes
        self.ends = ends
    }

    public var count: Int { ends.count }

    func range(of place: Int) -> Range<Int> {
        (place == 0 ? 0 : Int(ends[place - 1]))..<Int(ends[place])
    }

    /// Empty where there is no price.
    public subscript(place: Int) -> ArraySlice<UInt8> { bytes[range(of: place)] }

    /// Some of the chunks.
    func only(_ places: [Int]) -> PackedChunks {
        var only = PackedChunks()
        for place in places { only.append(self[place]) }
        return only
    }

    /// These chunks at other places, with empty ones between them; shares their bytes.
    ///
    /// `places`: rising, one for each chunk.
    func spread(over places: [Int], of count: Int) -> PackedChunks {
        guard places.count < count else { return self }
        var spread: [UInt32] = []
        spread.reserveCapacity(count)
        var end: UInt32 = 0
        for (chunk, place) in places.enumerated() {
            while spread.count < place { spread.append(end) }
            end = ends[chunk]
            spread.append(end)
        }
        while spread.count < count { spread.append(end) }
        return PackedChunks(bytes: bytes, ends: spread)
    }

    public mutating func append(_ chunk: some Collection<UInt8>) {
        bytes.append(contentsOf: chunk)
        ends.append(UInt32(bytes.count))
    }

    /// Puts a chunk before the one at a place.
    mutating func insert(_ chunk: some Collection<UInt8>, at place: Int) {
        ends.insert(place == 0 ? 0 : ends[place - 1], at: place)
        replace(place, with: chunk)
    }

    /// Puts a chunk in place of another one.
    mutating func replace(_ place: Int, with chunk: some Collection<UInt8>) {
        let range = range(of: place)
        bytes.replaceSubrange(range, with: chunk)
        let growth = chunk.count - range.count
        for later in place..<ends.count { ends[later] = UInt32(Int(ends[later]) + growth) }
    }

    /// Unpacks 60 elements, NaN where there is no price or the chunk is not one of ours.
    func read(_ place: Int, into amounts: UnsafeMutablePointer<Double>) {
        let isSound = unsafe withChunk(place) { chunk in
            unsafe !chunk.isEmpty && SeriesCodec.decode(chunk, into: amounts)
        }
        if !isSound { unsafe amounts.update(repeating: .nan, count: SeriesCodec.minutes) }
    }

    /// `body` gets a chunk with `SeriesCodec.slack` readable bytes behind it.
    @inline(__always) func withChunk<R>(
        _ place: Int, _ body: (UnsafeRawBufferPointer) -> R
    ) -> R {
        let range = range(of: place)
        if range.upperBound + SeriesCodec.slack <= bytes.count {
            return unsafe bytes.withUnsafeBytes { all in
                unsafe body(UnsafeRawBufferPointer(rebasing: all[range]))
            }
        }
        let padded = bytes[range] + [UInt8](repeating: 0, count: SeriesCodec.slack)
        return unsafe padded.withUnsafeBytes { all in
            unsafe body(UnsafeRawBufferPointer(rebasing: all[..<range.count]))
        }
    }
}
