import TrackerEngine
import TrackerScreen

extension Workplace {
    /// The rules of the configuration, then those that the program keeps itself; of two with one name
    /// the first.
    func alertRules() throws(CommandError) -> [AlertRule] {
        let configured = file?.alerts.rules ?? []
        let kept: [AlertRule]
        do throws(ConfigurationError) {
            kept =
                try folder.map { (folder) throws(ConfigurationError) in
                    try AlertFile.rules(in: folder.alerts)
                } ?? []
        } catch {
            throw .configuration(error)
        }
        let (rules, surplus) = AlertForm.merged(configured, kept)
        if let surplus { console.complain(surplus) }
        return rules
    }

    /// The rules that can be read, and whether these are all; what is wrong is told on the console.
    func readableAlertRules() -> (rules: [AlertRule], areAll: Bool) {
        do throws(CommandError) {
            return (try alertRules(), !isConfigurationFaulty)
        } catch {
            console.complain(error.lines)
            return (file?.alerts.rules ?? [], false)
        }
    }

    /// The lists that rules may name; what is left out of them is reported on the console.
    func alertLists() -> AlertScope.Lists {
        var keeper = Keeper(folder, isSimulated: false)
        return keeper.readFavourites { console.complain($0) }.lists
    }
}
