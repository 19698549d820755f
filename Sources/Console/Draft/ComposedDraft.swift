package import KustomerDestination

/// What is composed, as it is kept.
///
/// A value that whoever keeps it writes out as JSON: that takes as long as planning the call, and
/// the frame of a key does not need it.
package struct ComposedDraft: Hashable, Sendable {
  let form: Form
  /// The call as a text that is none yet; nil while the form says all.
  let text: String?

  /// As the journal keeps it.
  package var json: JSON {
    guard let text, var object = form.draft.objectValue else { return form.draft }
    object["text"] = .string(text)
    return .object(object)
  }
}
