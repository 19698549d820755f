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

  /// Why no request can carry it, in one sentence; nil when one can, and while it is empty.
  package var complaint: String? {
    if text.utf8.count > 8_192 { return "the API key is over 8192 bytes; copy the key alone" }
    guard !text.utf8.allSatisfy({ 0x21...0x7E ~= $0 }) else { return nil }
    return "the API key holds a blank or a character that no key has; copy it again, in one line"
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
