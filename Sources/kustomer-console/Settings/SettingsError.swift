package import Tools

/// Something in the configuration that cannot be used as it stands.
package struct SettingsError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong and what to do, in lower case; never holds a key.
  package var message: String
  /// The path of the file; nil when the trouble is in no file.
  package var file: String?
  /// Where in the file; nil when the whole file is meant.
  package var place: TextPlace?
  /// Whether something could not be written, as opposed to read or understood.
  package var isWriting = false

  /// An error of a file or of the environment.
  package init(_ message: String, file: String? = nil, at place: TextPlace? = nil) {
    self.message = message
    self.file = file
    self.place = place
  }

  /// What is wrong in config.toml, as its reader says it.
  init(_ problem: TOMLProblem, file: String) {
    self.init(problem.message, file: file, at: problem.place)
  }

  /// `FILE:LINE:COLUMN: what and what to do`, one line.
  package var description: String {
    guard let file else { return message }
    guard let place else { return "\(file): \(message)" }
    return "\(file):\(place.line):\(place.column): \(message)"
  }
}
