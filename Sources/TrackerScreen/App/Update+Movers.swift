import TrackerEngine

// The pairs of the shown market that moved most, and the chosen one of them.
extension State {
    /// The largest gains, the largest first, then the largest losses, the largest last: as many as
    /// there are rows for, a coin once.
    var movers: [Mover] {
        guard let market = chosenMarket else { return [] }
        let pulse = window.pulse(of: market)
        let (gains, losses) = (pulse.gains, pulse.losses)
        let rows = layout.rows(of: .movers).height
        let rising = min(gains.count, max((rows + 1) / 2, rows - losses.count))
        return Array(gains.prefix(rising)) + losses.prefix(max(0, rows - rising)).reversed()
    }

    /// The row of the chosen one.
    var moverRow: Int { followed(in: movers.map(\.instrument)).row }

    /// The chosen one, if there is any.
    var chosenMover: Instrument? {
        let movers = movers
        let row = followed(in: movers.map(\.instrument)).row
        return movers.indices.contains(row) ? movers[row].instrument : nil
    }

    private func followed(in list: [Instrument]) -> Selection<Instrument> {
        var selection = mover
        selection.follow(in: list)
        return selection
    }

    mutating func selectMover(by move: Move) {
        let list = movers.map(\.instrument)
        let row = followed(in: list).row
        mover.move(to: move.row(from: row, page: list.count - 1, count: list.count), in: list)
    }

    mutating func goToMover() {
        if let chosenMover { go(to: chosenMover) }
    }

    mutating func clickMovers(_ button: Key.Mouse, at point: Point) -> [Command] {
        let rows = layout.rows(of: .movers)
        switch button {
        case .wheelUp: selectMover(by: .up)
        case .wheelDown: selectMover(by: .down)
        case .press:
            let wasFocused = focus == .movers
            focus(.movers)
            let (list, row) = (movers.map(\.instrument), point.y - rows.y)
            guard rows.contains(point), list.indices.contains(row) else { return [] }
            if row == moverRow, wasFocused { goToMover() } else { mover.move(to: row, in: list) }
        }
        return []
    }
}
