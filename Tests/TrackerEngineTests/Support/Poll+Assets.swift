@testable import TrackerEngine

extension Poll {
    /// Base and quote of the pairs whose source tells them.
    var assets: [Instrument: Assets] {
        Dictionary(
            quotes.compactMap { quote in quote.assets.map { (quote.instrument, $0) } },
            uniquingKeysWith: { first, _ in first })
    }
}
