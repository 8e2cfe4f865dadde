import TrackerEngine

extension State {
    /// What is wrong with the filter, or asks for something that nobody tells of these pairs; `nil`
    /// for nothing.
    var filterFault: String? {
        if let fault = pairFilter.fault { return fault }
        guard pairList.isEmpty, listedCount > 0 else { return nil }
        for condition in pairFilter.conditions {
            switch condition {
            case .quote where !list.all.contains(where: hasAssets):
                return "Their sources do not report quote currencies."
            case .compare(.turnover, _, _) where !list.all.contains(where: hasTurnover):
                return "Their turnover is not known."
            default: continue
            }
        }
        return nil
    }

    private func hasAssets(_ instrument: Instrument) -> Bool {
        snapshot.assets(of: instrument) != nil
    }

    private func hasTurnover(_ instrument: Instrument) -> Bool {
        window.turnover(of: instrument) != nil
    }
}
