internal import Foundation

/// config.toml on disk: reading it with a look at who else may, and writing it so that it is
/// never half there.
package struct ConfigFile: Sendable {
  /// The path of config.toml.
  package let path: String

  /// The file of some places; it need not exist.
  package init(_ places: Places) { path = places.settings }

  /// The settings, those of a new installation when there is no file.
  ///
  /// - Throws: `SettingsError` when something in it is wrong, when others may write it, or when they
  ///   may read it and it holds or names a secret.
  package func read() throws(SettingsError) -> Settings {
    guard let contents = try contents() else { return Settings() }
    let settings = try Settings(parsing: try text(of: contents), file: path)
    if contents.othersMayRead, let secret = settings.profiles.lazy.compactMap(\.secret).first {
      throw SettingsError(
        "others may read this file, and it \(secret); run: chmod 600 \(path)", file: path)
    }
    return settings
  }

  /// The text of the file, nil when there is none.
  ///
  /// - Throws: `SettingsError` when it cannot be read, or others may write it.
  package func text() throws(SettingsError) -> String? {
    guard let contents = try contents() else { return nil }
    return try text(of: contents)
  }

  /// Replaces the file at once, mode 0600, in a folder of mode 0700.
  package func write(_ text: String) throws(SettingsError) {
    try PrivateFile(path).write(Array(text.utf8))
  }

  /// Whoever may write the file may send the key, wherever that comes from, to a host of theirs.
  private func contents() throws(SettingsError) -> PrivateFile.Contents? {
    guard let contents = try PrivateFile(path).read(limit: 1 << 20) else { return nil }
    guard !contents.isForeign else {
      throw SettingsError("this file belongs to somebody else; take it over with chown", file: path)
    }
    guard !contents.othersMayWrite else {
      throw SettingsError("others may write this file; run: chmod 600 \(path)", file: path)
    }
    return contents
  }

  private func text(of contents: PrivateFile.Contents) throws(SettingsError) -> String {
    guard let text = String(validating: contents.bytes, as: UTF8.self) else {
      throw SettingsError("not UTF-8 text; save it as UTF-8", file: path)
    }
    return text
  }
}

extension Profile {
  /// What of it is nobody else's business, in words; nil when nothing is.
  fileprivate var secret: String? {
    if case .file = key { return "names a key file" }
    return shownProxy != proxy ? "holds the password of a proxy" : nil
  }
}
