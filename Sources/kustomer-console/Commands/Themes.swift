internal import Console
internal import Glibc

extension Places {
  /// The built-in themes and those of the user's folder.
  ///
  /// - Throws: `SettingsError` when a file of the folder cannot be read.
  func themeLibrary() throws -> ThemeLibrary {
    guard Files.exists(themes) else { return ThemeLibrary() }
    var files: [String: String] = [:]
    guard let names = Files.names(in: themes) else {
      throw PrivateFile(themes).failure("cannot be read", errno)
    }
    for name in names {
      guard [".toml", ".yaml", ".yml"].contains(where: name.hasSuffix) else { continue }
      files[name] = try Self.text(ofTheme: themes + "/" + name)
    }
    return ThemeLibrary(files: files)
  }

  /// The text of a theme file.
  static func text(ofTheme path: String) throws -> String {
    guard let bytes = try PrivateFile(path).read(limit: 1 << 20, isAnyKind: true)?.bytes else {
      throw CommandFailure(.missingInput, "\(path): there is no such file")
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
