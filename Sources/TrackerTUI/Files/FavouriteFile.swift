import TrackerScreen

/// The file of favourites, which the user may have edited.
enum FavouriteFile {
    /// Reads its text; where a part of it is left out, a copy of the file is kept beside it, as the
    /// next star writes it without that part.
    static func read(_ text: String, from path: String, tell: (String) -> Void) -> Favourites {
        let (favourites, faults) = Favourites.read(text)
        if let fault = faults.first {
            let copy = path + ".before"
            TextFile.write(text, to: copy)
            tell(
                "\(path):\(fault.line): not MARKET:PAIR, left out: \(fault.text). "
                    + "The file as it was is kept as \(copy).")
        }
        return favourites
    }
}
