/// A TOML file in the program, embedded by itself: a folder would silently embed nothing.
package struct EmbeddedFile: Sendable {
  /// The file's name without `.toml`.
  package let name: String
  /// The file.
  package let text: String

  init(_ name: String, _ bytes: [UInt8]) {
    self.name = name
    text = String(decoding: bytes, as: UTF8.self)
  }
}
