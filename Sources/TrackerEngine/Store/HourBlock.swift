/// A past hour of every slot, packed.
struct HourBlock: Sendable {
    /// Hours since 1970-01-01T00:00Z.
    let hour: Int
    /// The chunk of slot s is `bytes[ends[s - 1]..<ends[s]]`, empty where it has no price.
    private var ends: [UInt32] = []
    /// The chunks one behind the other, then `SeriesCodec.slack` bytes.
    private var bytes: [UInt8] = Self.slack
    /// Chunks that came after the block was made, by slot, each with `SeriesCodec.slack` bytes
    /// behind it; nothing but the slack where the prices were taken out.
    private var amended: [Int: [UInt8]] = [:]

    private static let slack = [UInt8](repeating: 0, count: SeriesCodec.slack)

    init(hour: Int) { self.hour = hour }

    /// `packed`: the chunks in the order of their slots; `ends`: by slot.
    init(hour: Int, packed: [UInt8], ends: [UInt32]) {
        self.hour = hour
        self.ends = ends
        bytes = packed
        bytes.append(contentsOf: Self.slack)
    }

    var start: Minute { Minute(index: hour * SeriesCodec.minutes) }

    /// Past its last minute.
    var end: Minute { start.advanced(by: SeriesCodec.minutes) }

    private func range(of slot: Int) -> Range<Int> {
        guard slot < ends.count else { return 0..<0 }
        return (slot == 0 ? 0 : Int(ends[slot - 1]))..<Int(ends[slot])
    }

    /// The packed hour of a slot; `nil` where it has no price.
    func chunk(of slot: Int) -> [UInt8]? {
        if let chunk = amended[slot] {
            return chunk.count == Self.slack.count ? nil : Array(chunk.dropLast(Self.slack.count))
        }
        let range = range(of: slot)
        return range.isEmpty ? nil : Array(bytes[range])
    }

    /// Replaces the packed hour of a slot; `nil` takes its prices out.
    mutating func set(_ chunk: [UInt8]?, of slot: Int) {
        amended[slot] = (chunk ?? []) + Self.slack
        // One look at a dictionary for each read is cheap; thousands of small arrays are not.
        guard amended.count > 64 + ends.count / 8 else { return }
        let slots = max(ends.count, (amended.keys.max() ?? 0) + 1)
        var builder = Builder(hour: hour, slots: slots)
        for slot in 0..<slots {
            if let chunk = self.chunk(of: slot) { builder.set(chunk, of: slot) }
        }
        self = builder.block
    }

    /// The first byte of a slot's chunk; `noHead` where it has none.
    func head(of slot: Int) -> UInt8 {
        if !amended.isEmpty, let chunk = amended[slot] {
            return chunk.count == Self.slack.count ? Self.noHead : chunk[0]
        }
        let range = range(of: slot)
        return range.isEmpty ? Self.noHead : bytes[range.lowerBound]
    }

    /// No chunk of `SeriesCodec` begins with it.
    static let noHead: UInt8 = 0xFF

    /// Unpacks the hour of a slot into 60 elements, NaN where there is no price.
    ///
    /// Cost: about 0.4 µs.
    func read(_ slot: Int, into amounts: UnsafeMutablePointer<Double>) {
        if !amended.isEmpty, let chunk = amended[slot] {
            unsafe chunk.withUnsafeBytes { padded in
                let chunk = unsafe padded.dropLast(Self.slack.count)
                unsafe read(UnsafeRawBufferPointer(rebasing: chunk), into: amounts)
            }
            return
        }
        let range = range(of: slot)
        unsafe bytes.withUnsafeBytes { all in
            unsafe read(UnsafeRawBufferPointer(rebasing: all[range]), into: amounts)
        }
    }

    private func read(
        _ chunk: UnsafeRawBufferPointer, into amounts: UnsafeMutablePointer<Double>
    ) {
        guard unsafe chunk.isEmpty || !SeriesCodec.decode(chunk, into: amounts) else { return }
        unsafe amounts.update(repeating: .nan, count: SeriesCodec.minutes)
    }

    /// What the chunks weigh, in bytes.
    var weight: Int { bytes.count + ends.count * 4 + amended.values.reduce(0) { $0 + $1.count } }
}
