internal import Console

/// One thing that the terminal sent, taken whole from its bytes.
enum InputUnit: Hashable {
  /// A key was pressed.
  case key(Key)
  /// A character of a text, or a mark that belongs to the character before it.
  case scalar(Unicode.Scalar)
  /// A paste begins; its text comes as it is, up to its end code.
  case pasteBegins
  /// The terminal answered what its background is.
  case background(RGB)
  /// The terminal now is light where it was dark, or the other way round.
  case schemeChanged
  /// The terminal answered where its cursor is; both counted from 1.
  case cursor(row: Int, column: Int)
  /// Understood as nothing that concerns us, and swallowed whole.
  case nothing
}

/// What the input tells the loop, in the order in which it came.
enum InputEvent: Hashable {
  /// A key, or a whole paste.
  case key(Key)
  /// So many bytes of a paste have come, and there are more.
  case pasteGrows(Int)
  /// The terminal answered what its background is.
  case background(RGB)
  /// It changed from light to dark or back: what it answered before is no longer true.
  case schemeChanged
  /// It answered where its cursor is; both counted from 1.
  case cursor(row: Int, column: Int)
}
