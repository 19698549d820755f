/// An API key on its way from Setup to the file that keeps it: it prints as its last four
/// characters only.
package struct Secret: Hashable, Sendable {
  /// The key itself; never shown, logged or written elsewhere.
  package let text: String

  /// A key as it was typed or pasted; blanks around it are no part of it.
  package init(_ text: String) {
    let scalars = text.unicodeScalars.drop { $0.properties.isWhitespace }
    let end = scalars.lastIndex { !$0.properties.isWhitespace }
    self.text = end.map { String(scalars[...$0]) } ?? ""
  }

  /// `....c3f9`; a key of under 12 characters shows none of them.
  package var masked: String {
    "...." + (text.count < 12 ? "" : String(text.suffix(4)))
  }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// The masked form.
  package var description: String { masked }
  /// The masked form.
  package var debugDescription: String { masked }
  /// No children, so that a dump shows nothing more than the description.
  package var customMirror: Mirror { Mirror(self, children: []) }
}
