extension StoreCodec {
    private static let raw: UInt8 = 31
    private static let isGone: UInt64 = 0
    private static let isInFull: UInt64 = 1

    /// About 5 bytes a price; `prices` with ids rising, each once.
    static func minute(_ prices: [(id: Int, amount: Double)]) -> [UInt8] {
        var writer = ByteWriter()
        write(prices, to: &writer)
        return writer.sealed
    }

    private static func write(_ prices: [(id: Int, amount: Double)], to writer: inout ByteWriter) {
        writer.varint(UInt64(prices.count))
        var before = 0
        for (id, amount) in prices {
            writer.varint(UInt64(id - before))
            before = id
            write(amount, to: &writer)
        }
    }

    private static func write(_ amount: Double, to writer: inout ByteWriter) {
        guard let form = DecimalForm(amount) else {
            writer.byte(raw)
            return writer.word(amount.bitPattern)
        }
        writer.byte(form.decimals)
        writer.varint(form.whole)
    }

    /// `nil` for bytes that are no minute.
    static func minute(from bytes: [UInt8]) -> [(id: Int, amount: Double)]? {
        guard var reader = ByteReader(sealed: bytes), let prices = prices(&reader) else {
            return nil
        }
        return reader.isAtEnd ? prices : nil
    }

    private static func prices(_ reader: inout ByteReader) -> [(id: Int, amount: Double)]? {
        guard let count = reader.varint(), count <= UInt64(reader.left) else { return nil }
        var prices: [(id: Int, amount: Double)] = []
        prices.reserveCapacity(Int(count))
        var id = 0
        for _ in 0..<count {
            guard let step = reader.varint(), step < 1 << 40, let amount = amount(&reader) else {
                return nil
            }
            id += Int(step)
            prices.append((id, amount))
        }
        return prices
    }

    private static func amount(_ reader: inout ByteReader) -> Double? {
        guard let decimals = reader.byte() else { return nil }
        if decimals == raw {
            guard let bits = reader.word(), case let amount = Double(bitPattern: bits),
                amount.isFinite, amount.sign == .plus
            else { return nil }
            return amount
        }
        guard decimals <= DecimalForm.mostDecimals, let whole = reader.varint() else { return nil }
        return DecimalForm(decimals: decimals, whole: whole).amount
    }
}

// MARK: - Against a key

extension StoreCodec {
    /// About 1.5 bytes a price.
    ///
    /// `amounts`: one for each entry of the key, NaN for none; `others`: prices of ids that the key
    /// has not, ids rising, each once.
    static func minute(
        _ amounts: [Double], others: [(id: Int, amount: Double)], against key: MinuteKey
    ) -> [UInt8] {
        var writer = ByteWriter()
        for start in stride(from: 0, to: amounts.count, by: 8) {
            var same: UInt8 = 0
            for entry in start..<min(start + 8, amounts.count)
            where amounts[entry] == key.amounts[entry] {
                same |= 1 << UInt8(entry - start)
            }
            writer.byte(same)
        }
        for (entry, amount) in amounts.enumerated() where amount != key.amounts[entry] {
            if amount.isNaN {
                writer.varint(isGone)
            } else if let step = key.step(of: amount, from: entry) {
                // Not 0: the prices are different.
                writer.varint(UInt64(bitPattern: (step << 1) ^ (step >> 63)) + 1)
            } else {
                writer.varint(isInFull)
                write(amount, to: &writer)
            }
        }
        write(others, to: &writer)
        return writer.sealed
    }

    /// The amounts by entry of the key, and those of other ids; `nil` for bytes that are no minute.
    static func minute(
        from bytes: [UInt8], against key: MinuteKey
    ) -> (amounts: [Double], others: [(id: Int, amount: Double)])? {
        guard var reader = ByteReader(sealed: bytes),
            let same = reader.bytes((key.ids.count + 7) / 8)
        else { return nil }
        var amounts = key.amounts
        for entry in amounts.indices
        where same[same.startIndex + entry / 8] >> UInt8(entry % 8) & 1 == 0 {
            guard let code = reader.varint() else { return nil }
            switch code {
            case isGone: amounts[entry] = .nan
            case isInFull:
                guard let amount = amount(&reader) else { return nil }
                amounts[entry] = amount
            default:
                let step = Int64(bitPattern: (code - 1) >> 1) ^ -Int64(bitPattern: (code - 1) & 1)
                guard let amount = key.amount(step, from: entry) else { return nil }
                amounts[entry] = amount
            }
        }
        guard let others = prices(&reader), reader.isAtEnd else { return nil }
        return (amounts, others)
    }
}
