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
  /// - Throws: `SettingsError` when something in it is wrong, or when others may read or write a
  ///   file that names a key file.
  package func read() throws(SettingsError) -> Settings {
    guard let text = try text() else { return Settings() }
    let settings = try Settings(parsing: text, file: path)
    try refuseOpenFile(settings)
    return settings
  }

  /// The text of the file, nil when there is none.
  package func text() throws(SettingsError) -> String? {
    guard let bytes = try PrivateFile(path).read(limit: 1 << 20) else { return nil }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw SettingsError("not UTF-8 text; save it as UTF-8", file: path)
    }
    return text
  }

  /// Replaces the file at once, mode 0600, in a folder of mode 0700.
  package func write(_ text: String) throws(SettingsError) {
    try PrivateFile(path).write(Array(text.utf8))
  }

  private func refuseOpenFile(_ settings: Settings) throws(SettingsError) {
    let mode = try PrivateFile(path).mode() ?? 0
    for profile in settings.profiles {
      switch profile.key {
      case .file where mode & 0o066 != 0:
        throw SettingsError(
          "others may read or write this file, and it names a key file; run: chmod 600 \(path)",
          file: path)
      case .command where mode & 0o022 != 0:
        throw SettingsError(
          "others may write this file, and it names a command; run: chmod 600 \(path)", file: path)
      case .file, .command, .environment, .keyring, nil: continue
      }
    }
  }
}
