import CZlib

/// Packs bytes in gzip's form (RFC 1952).
enum GzipWriter {
    /// Calls `use` with the packed bytes, which are valid during the call.
    ///
    /// - Returns: `nil` if there is no memory for it.
    static func withPacked<Result>(
        _ bytes: UnsafeRawBufferPointer, level: Int32,
        _ use: (UnsafeRawBufferPointer) -> Result
    ) -> Result? {
        var stream = unsafe z_stream()
        guard unsafe czlib_start_gzip(&stream, level) == Z_OK else { return nil }
        defer { unsafe deflateEnd(&stream) }
        let most = unsafe Int(deflateBound(&stream, UInt(bytes.count)))
        return unsafe withUnsafeTemporaryAllocation(byteCount: most, alignment: 16) { packed in
            unsafe stream.next_in = UnsafeMutablePointer(
                mutating: bytes.baseAddress?.assumingMemoryBound(to: UInt8.self))
            unsafe stream.avail_in = UInt32(clamping: bytes.count)
            unsafe stream.next_out = packed.baseAddress?.assumingMemoryBound(to: UInt8.self)
            unsafe stream.avail_out = UInt32(clamping: packed.count)
            guard unsafe deflate(&stream, Z_FINISH) == Z_STREAM_END else { return nil }
            let count = unsafe Int(stream.total_out)
            return unsafe use(UnsafeRawBufferPointer(rebasing: packed[..<count]))
        }
    }
}
