/// A text that is being edited in a person's own editor.
package struct EditJob: Hashable, Sendable {
  /// What the text is of.
  package enum Purpose: Hashable, Sendable {
    /// One field of the form in Compose.
    case field(FormField)
    /// The whole call, as JSON.
    case call
  }

  /// What the text is of.
  package var purpose: Purpose
  /// The text before it is edited.
  package var text: String

  /// A job.
  package init(_ purpose: Purpose, text: String) {
    self.purpose = purpose
    self.text = text
  }

  /// How the file's name ends, so that the editor knows the language.
  package var suffix: String { purpose == .call ? "json" : "txt" }
}
