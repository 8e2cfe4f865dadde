/// The program: builds the parts, hands them to each other, runs them.
@main
struct TrackerTUI {
    static func main() async {
    }
}
