/// A file that the console makes in the working folder; one that is there is never replaced.
struct NewFile {
  private let path: String

  /// The first of `name.svg`, `name-2.svg`, … that is free.
  init(_ name: String) {
    let folder = Files.currentFolder
    let dot = name.lastIndex(of: ".") ?? name.endIndex
    let candidates = sequence(first: 1) { $0 + 1 }.lazy.map { number in
      folder + "/" + name[..<dot] + (number == 1 ? "" : "-\(number)") + name[dot...]
    }
    path = candidates.first { Files.status($0, ofLink: true) == nil } ?? folder + "/" + name
  }

  /// Writes the file and gives its path.
  func write(_ text: String) throws(SettingsError) -> String {
    try PrivateFile(path).write(Array(text.utf8))
    return path
  }
}
