import CZlib

/// Unpacks a gzip file (RFC 1952) that comes in pieces, in bounded memory.
///
/// Several gzip files one behind the other are one, as for `gunzip`.
@safe final class GzipReader {
    enum Failure: Error, Hashable, Sendable {
        case noMemory
        /// The bytes are no gzip file, or their checksum is wrong.
        case broken
        /// The file ends before it should.
        case cutOff
    }

    /// The number of bytes that are unpacked at a time.
    private static let most = 1 << 16

    private let stream: UnsafeMutablePointer<z_stream>
    private var state = State.between
    /// The newest bytes that were read: those that tell the checksum and the length, if it is whole.
    private var tail: [UInt8] = []

    private enum State {
        /// Before a file, or behind the last one.
        case between
        case inside
        /// In the zeros that a tape or a disk puts behind a file.
        case padding
    }

    init() throws(Failure) {
        unsafe stream = .allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        guard unsafe czlib_start_gunzip(stream) == Z_OK else {
            unsafe stream.deallocate()
            throw .noMemory
        }
    }

    deinit {
        unsafe inflateEnd(stream)
        unsafe stream.deallocate()
    }

    /// Unpacks a part of the bytes, and takes off those that it has read.
    ///
    /// - Returns: at most 64 KiB. It has read all if nothing is returned and no bytes are left.
    func unpack(_ bytes: inout ArraySlice<UInt8>) throws(Failure) -> [UInt8] {
        while state != .inside {
            guard let first = bytes.first else { return [] }
            if state == .padding || first == 0 {
                guard first == 0 else { throw .broken }
                state = .padding
                bytes = bytes.dropFirst()
            } else {
                unsafe inflateReset(stream)
                state = .inside
            }
        }
        var code = Z_OK
        var left = bytes.count
        let unpacked = unsafe [UInt8](unsafeUninitializedCapacity: Self.most) { room, count in
            unsafe bytes.withUnsafeBufferPointer { input in
                unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
                unsafe stream.pointee.avail_in = UInt32(input.count)
                unsafe stream.pointee.next_out = room.baseAddress
                unsafe stream.pointee.avail_out = UInt32(Self.most)
                code = unsafe inflate(stream, Z_NO_FLUSH)
                count = unsafe Self.most - Int(stream.pointee.avail_out)
                left = unsafe Int(stream.pointee.avail_in)
            }
        }
        tail = Array((tail + bytes.dropLast(left).suffix(8)).suffix(8))
        bytes = bytes.suffix(left)
        switch code {
        // Z_BUF_ERROR: there was nothing to do.
        case Z_OK, Z_BUF_ERROR: return unpacked
        case Z_STREAM_END:
            state = .between
            return unpacked
        case Z_MEM_ERROR: throw .noMemory
        default: throw .broken
        }
    }

    /// Checks that the file is complete; to be called behind its last byte.
    func finish() throws(Failure) {
        if state == .inside { throw endsWhole ? .broken : .cutOff }
    }
}

// MARK: - Cut off or broken

extension GzipReader {
    /// The shortest file, of nothing: a header of 10 bytes, 2 packed ones, checksum and length.
    private static let shortest: UInt = 20
    /// How far a length may be off: what is damaged unpacks to a little more or less.
    private static let slack = 1 << 16

    /// Whether the bytes that came end with a length, as a file that is all there does, though what
    /// is in it has not ended: a damaged bit can hide its end.
    ///
    /// The last four bytes of a file that is cut off are any, and pass for a length once in 30,000
    /// times.
    private var endsWhole: Bool {
        guard unsafe stream.pointee.total_in >= Self.shortest, !isCutInTrailer else { return false }
        let length = UInt32(littleEndian: tail.suffix(4))
        let unpacked = unsafe UInt32(truncatingIfNeeded: stream.pointee.total_out)
        return Int(Int32(bitPattern: length &- unpacked)).magnitude <= Self.slack
    }

    /// Whether the end has the right checksum, and behind it less than the right length.
    private var isCutInTrailer: Bool {
        let (check, length) = unsafe (
            UInt32(truncatingIfNeeded: stream.pointee.adler),
            UInt32(truncatingIfNeeded: stream.pointee.total_out)
        )
        let trailer = check.littleEndianBytes + length.littleEndianBytes
        return (4..<8).contains { tail.suffix($0).elementsEqual(trailer.prefix($0)) }
    }
}

extension UInt32 {
    fileprivate init(littleEndian bytes: some BidirectionalCollection<UInt8>) {
        self = bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }

    fileprivate var littleEndianBytes: [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: self >> ($0 * 8)) }
    }
}

extension GzipReader.Failure: CustomStringConvertible {
    /// The end of a sentence about the file.
    var description: String {
        switch self {
        case .noMemory: "there is not enough memory to decompress it"
        case .broken: "the gzip file is broken"
        case .cutOff: "the gzip file is cut off"
        }
    }
}
