/// A theme as read, with what could not be used of its file.
package struct LoadedTheme: Sendable {
  /// The theme; never missing, at worst that of the terminal.
  package var theme: Theme
  /// In the order of the file.
  package var warnings: [FileWarning]
}

/// All themes that can be chosen: those in the program and those in the user's folder.
///
/// A user's file hides a built-in theme of the same name, and may extend it.
package struct ThemeLibrary: Sendable {
  /// File name (`mine.toml`, `dracula.yaml`) → text.
  private let files: [String: String]

  /// The built-in themes and the files of the user's themes folder, by file name.
  package init(files: [String: String] = [:]) {
    self.files = files
  }

  /// What `theme = "…"` may say, sorted; base16 files stand as `base16:name`.
  package var names: [String] {
    let own = files.keys.compactMap { name(ofFile: $0) }
    return Set(own + EmbeddedFile.themes.map(\.name) + [Self.automatic]).sorted()
  }

  /// What stands before the name of a palette's file, and may be left out where no theme is called so.
  private static let base16 = "base16:"

  /// The name that stands for `dark` or `light`, as the terminal's background is.
  package static let automatic = "auto"

  /// A theme by its name; with a warning and the terminal's look if there is none of that name.
  package func theme(named name: String) -> LoadedTheme {
    if name == Self.automatic { return theme(named: "dark") }
    if let found = known(name).flatMap({ load($0, without: []) }) { return found }
    let bare = LoadedTheme(theme: Theme(name: "terminal"), warnings: [])
    var loaded = load("terminal", without: []) ?? bare
    let hint = suggestion(for: name, among: names)
    loaded.warnings.insert(
      FileWarning(
        source: "theme", line: nil,
        message: "there is no theme \"\(name)\"\(hint); the theme \"terminal\" is used"), at: 0)
    return loaded
  }

  /// The one of `names` that a name means; nil for none.
  package func known(_ name: String) -> String? {
    [name, Self.base16 + name].first { names.contains($0) }
  }

  /// Reads a theme file that lies anywhere.
  package func theme(file: String, text: String) -> LoadedTheme {
    read(file: file, text: text, without: [file])
  }
}

extension ThemeLibrary {
  private func load(_ name: String, without visited: Set<String>) -> LoadedTheme? {
    let candidates = files.keys.sorted().filter { self.name(ofFile: $0) == name }
    if let file = candidates.first(where: { !visited.contains($0) }), let text = files[file] {
      return read(file: file, text: text, without: visited.union([file]))
    }
    let key = "built-in:\(name)"
    let builtIn = EmbeddedFile.themes.first { $0.name == name }
    guard let builtIn, !visited.contains(key) else { return nil }
    return ThemeReader.read(builtIn.text, source: "\(name).toml", name: name) {
      $0 == name ? nil : load($0, without: visited.union([key]))
    }
  }

  private func read(file: String, text: String, without visited: Set<String>) -> LoadedTheme {
    let name = name(ofFile: file) ?? file
    if isBase16(file) { return Base16.read(text, source: file, name: name) }
    return ThemeReader.read(text, source: file, name: name) { load($0, without: visited) }
  }

  private func name(ofFile file: String) -> String? {
    let file = file.split(separator: "/").last ?? ""
    guard let dot = file.lastIndex(of: ".") else { return nil }
    let stem = String(file[..<dot])
    switch file[dot...] {
    case ".toml": return stem
    case ".yaml", ".yml": return Self.base16 + stem
    default: return nil
    }
  }

  private func isBase16(_ file: String) -> Bool {
    file.hasSuffix(".yaml") || file.hasSuffix(".yml")
  }
}
