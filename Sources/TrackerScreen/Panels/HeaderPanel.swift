import TrackerEngine

/// The top line: the program, where one is, and SIMULATED while the prices are.
struct HeaderPanel: Panel {
    func draw(_ state: State, on canvas: inout Canvas) {
        canvas.fill(canvas.bounds, style: .header)
        var x = 1
        if canvas.width >= 50 {
            x += canvas.write("tracker-tui", at: Point(x, 0), style: .header.bold) + 2
        }
        if state.snapshot.isSimulated {
            x += canvas.write(" SIMULATED ", at: Point(x, 0), style: .simulated) + 2
        }
        if let moment = state.moment {
            let text = " AS OF \(state.localTime.clock(at: moment.unixSeconds)) "
            x += canvas.write(text, at: Point(x, 0), style: .simulated) + 2
        }
        let right = summary(state)
        let room = canvas.width - right.cellWidth - 2
        let pair = state.chosenInstrument.map { state.snapshot.title(of: $0) }
        let path = [state.chosenMarket?.name, pair]
            .compactMap { $0 }.joined(separator: " \(canvas.symbols.pointer) ")
        if room - x > 3 {
            canvas.write(path, at: Point(x, 0), style: .header, width: room - x)
            canvas.write(right, at: Point(room + 1, 0), style: .header)
        } else {
            canvas.write(path, at: Point(x, 0), style: .header, width: canvas.width - x)
        }
    }

    private func summary(_ state: State) -> String {
        let markets = state.pairCounts
        let pairs = markets.values.reduce(0, +)
        let pairsWord = pairs == 1 ? "pair" : "pairs"
        let marketsWord = markets.count == 1 ? "market" : "markets"
        return "\(Numbers.count(pairs)) \(pairsWord) · "
            + "\(Numbers.count(markets.count)) \(marketsWord)"
    }
}
