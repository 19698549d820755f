/// A value in a query that no call can have.
package struct HistoryQueryError: Error, Sendable, Hashable {
  /// The word before the colon.
  package var key: String
  /// What was written behind it.
  package var value: String
  /// What it may be; empty for a moment.
  package var choices: [String]

  /// An error of that word and value.
  package init(_ key: String, _ value: String, choices: [String] = []) {
    self.key = key
    self.value = value
    self.choices = choices
  }
}
