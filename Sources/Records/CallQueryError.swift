/// A value in a query that no call can have.
package struct CallQueryError: Error, Sendable, Hashable, CustomStringConvertible {
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

  /// One sentence for people, without its end.
  package var description: String {
    switch key {
    case "since", "after", "before":
      "\(key):\(value) is no moment: write a date-time as 2024-01-24T10:42:02Z, or a date"
    case "status":
      "status:\(value) is none of \(choices.joined(separator: ", ")), nor a number as 404"
    default: "\(key):\(value) is none of \(choices.joined(separator: ", "))"
    }
  }
}
