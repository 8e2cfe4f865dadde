/// Names, numbers and times as letters have them.
extension AlertLetter {
    func name(of subject: AlertSubject) -> String {
        switch subject {
        case .everything: "every source"
        case .market(let market): market.name
        case .pair(let instrument): "\(instrument.market.name) \(pair(of: subject) ?? "")"
        }
    }

    func pair(of subject: AlertSubject) -> String? {
        guard case .pair(let instrument) = subject else { return nil }
        let known = scene.window?.assets(of: instrument)
        guard let assets = known ?? PairSpelling.assets(of: instrument.pair) else {
            return instrument.pair.name.uppercased()
        }
        return "\(assets.base)/\(assets.quote)".uppercased()
    }

    static func text(_ price: Price) -> String { AlertNumber.grouped(price.amount) }

    /// `up 5.2%`, `down 11%`.
    static func percent(_ change: Double) -> String {
        "\(change < 0 ? "down" : "up") \(rounded(change.magnitude * 100))%"
    }

    static func signed(_ change: Double) -> String {
        "\(change < 0 ? "-" : "+")\(rounded(change.magnitude * 100))%"
    }

    /// One place behind the point, two below 1.
    static func rounded(_ value: Double) -> String {
        let factor = value.magnitude < 1 ? 100.0 : 10.0
        return AlertNumber.grouped((value * factor).rounded() / factor)
    }

    func clock(_ minute: Minute) -> String {
        let local = minute.unixSeconds + offset(minute.unixSeconds)
        let second = local - local.dividedFloor(by: 86_400) * 86_400
        return "\((second / 3600).twoDigits):\((second / 60 % 60).twoDigits)"
    }

    func day(_ minute: Minute) -> String {
        let local = minute.unixSeconds + offset(minute.unixSeconds)
        let date = CivilDate(daysSince1970: local.dividedFloor(by: 86_400))
        return "\(date.day) \(MailForm.months[date.month - 1])"
    }

    /// `14:31 CET (13:31 UTC)`, with the day where the window ends on another one.
    func time(_ minute: Minute) -> String {
        let utc = String(minute.start.iso.dropFirst(11).prefix(5))
        let isToday = scene.window.map { day($0.last) == day(minute) } ?? true
        let date = isToday ? "" : "\(day(minute)) "
        guard offset(minute.unixSeconds) != 0 else { return "\(date)\(utc) UTC" }
        let zone = scene.zone(minute.unixSeconds).map { " \($0.plain(upTo: 12))" } ?? ""
        return "\(date)\(clock(minute))\(zone) (\(utc) UTC)"
    }

    func zoneWords(at minute: Minute) -> String {
        if let zone = scene.zone(minute.unixSeconds) { return zone.plain(upTo: 12) }
        let minutes = offset(minute.unixSeconds) / 60
        let (hours, rest) = Int(minutes.magnitude).quotientAndRemainder(dividingBy: 60)
        return minutes == 0
            ? "UTC" : "UTC\(minutes < 0 ? "-" : "+")\(hours.twoDigits):\(rest.twoDigits)"
    }
}
