internal import Console

extension Places {
  /// The program's keys with what keys.toml says about them.
  ///
  /// - Throws: `SettingsError` when the file is there and cannot be read.
  func loadedKeys() throws(SettingsError) -> LoadedKeys {
    let bytes = try PrivateFile(keys).read(limit: 1 << 20)?.bytes ?? []
    return KeyTable.reading(String(decoding: bytes, as: UTF8.self), file: keys)
  }
}
