/// The catalogue: to add a view, write its file and give it a line here.
extension ViewCatalogue {
    package static let standard = ViewCatalogue([
        FilterView.self,
        SortView.self,
        JumpView.self,
        GridView.self,
        RestlessView.self,
        CompareView.self,
        SavedViewsView.self,
        GroupView.self,
        AlertPromptView.self,
        AlertsView.self,
        HealthView.self,
        SettingsView.self,
        SelfTestView.self,
        HelpView.self,
    ])
}

extension KeyTable {
    /// The keys of panes and views as they are without a configuration.
    package static let standard = ViewCatalogue.standard.keys
}
