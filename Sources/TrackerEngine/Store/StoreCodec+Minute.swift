extension StoreCodec {
    private static let raw: UInt8 = 31
    private static let isGone: UInt64 = 0
    private static let isInFull: UInt64 = 1

    /// About 5 bytes a price; `prices` with ids rising, each once.
    static func minute(_ prices: [StoredPrice], seal: UInt32 = 0) -> [UInt8] {
        var writer = ByteWriter()
        write(prices, to: &writer)
        return writer.sealed(seal)
    }

    private static func write(_ prices: [StoredPrice], to writer: inout ByteWriter) {
        writer.varint(UInt64(prices.count))
        var before = 0
        for price in prices {
            writer.varint(UInt64(price.id - before))
            before = price.id
            write(price.amount, price.form, to: &writer)
        }
    }

    static func write(
        _ amount: Double, _ form: ShortDecimal?, to writer: inout ByteWriter
    ) {
        guard let form else {
            writer.byte(raw)
            return writer.word(amount.bitPattern)
        }
        writer.byte(UInt8(form.places))
        writer.varint(form.digits)
    }

    /// `nil` for bytes that are no minute.
    static func minute(from bytes: [UInt8], seal: UInt32 = 0) -> [StoredPrice]? {
        guard var reader = ByteReader(sealed: bytes, seal), let prices = prices(&reader) else {
            return nil
        }
        return reader.isAtEnd ? prices : nil
    }

    private static func prices(_ reader: inout ByteReader) -> [StoredPrice]? {
        guard let count = reader.varint(), count <= UInt64(reader.left) else { return nil }
        var prices: [StoredPrice] = []
        prices.reserveCapacity(Int(count))
        var id = 0
        for _ in 0..<count {
            guard let step = reader.varint(), step < 1 << 40, let price = price(&reader) else {
                return nil
            }
            id += Int(step)
            prices.append(StoredPrice(id: id, amount: price.amount, form: price.form))
        }
        return prices
    }

    static func price(
        _ reader: inout ByteReader
    ) -> (amount: Double, form: ShortDecimal?)? {
        guard let decimals = reader.byte() else { return nil }
        if decimals == raw {
            guard let bits = reader.word(), case let amount = Double(bitPattern: bits),
                amount.isFinite, amount.sign == .plus
            else { return nil }
            return (amount, nil)
        }
        guard decimals <= ShortDecimal.mostStoredPlaces, let whole = reader.varint() else {
            return nil
        }
        let form = ShortDecimal(digits: whole, places: Int(decimals))
        return (form.value, form)
    }
}

// MARK: - Against a key

extension StoreCodec {
    /// About 1.5 bytes a price.
    ///
    /// `amounts`: one for each entry of the key, NaN for none; `others`: prices of ids that the key
    /// has not, ids rising, each once.
    static func minute(
        _ amounts: [Double], others: [StoredPrice], against key: MinuteKey, seal: UInt32 = 0
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
        var guess = 0
        for (entry, amount) in amounts.enumerated() where amount != key.amounts[entry] {
            if amount.isNaN {
                writer.varint(isGone)
            } else if let step = key.step(of: amount, from: entry) {
                // Not 0: the prices are different.
                writer.varint(UInt64(zigzag: step) + 1)
            } else {
                writer.varint(isInFull)
                write(amount, ShortDecimal(stored: amount, guess: &guess), to: &writer)
            }
        }
        write(others, to: &writer)
        return writer.sealed(seal)
    }

    /// The amounts by entry of the key, and those of other ids; `nil` for bytes that are no minute.
    static func minute(
        from bytes: [UInt8], against key: MinuteKey, seal: UInt32 = 0
    ) -> (amounts: [Double], others: [StoredPrice])? {
        guard var reader = ByteReader(sealed: bytes, seal),
            let same = reader.bytes((key.ids.count + 7) / 8)
        else { return nil }
        var amounts = key.amounts
        for entry in amounts.indices
        where same[same.startIndex + entry / 8] >> UInt8(entry % 8) & 1 == 0 {
            guard let code = reader.varint() else { return nil }
            switch code {
            case isGone: amounts[entry] = .nan
            case isInFull:
                guard let price = price(&reader) else { return nil }
                amounts[entry] = price.amount
            default:
                let step = Int64(zigzag: code - 1)
                guard let amount = key.amount(step, from: entry) else { return nil }
                amounts[entry] = amount
            }
        }
        guard let others = prices(&reader), reader.isAtEnd else { return nil }
        return (amounts, others)
    }
}
