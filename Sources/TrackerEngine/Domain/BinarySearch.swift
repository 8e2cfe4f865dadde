extension RandomAccessCollection where Index == Int {
    /// The first index for whose element something holds, as it does for all behind it; `endIndex` if it
    /// holds for none.
    ///
    /// Cost: the logarithm of the number of elements.
    @inline(__always) func firstPlace(where holds: (Element) throws -> Bool) rethrows -> Int {
        var (low, high) = (startIndex, endIndex)
        while low < high {
            let middle = low + (high - low) / 2
            if try holds(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
