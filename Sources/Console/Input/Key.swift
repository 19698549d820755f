/// One press of a key, or a pasted text, as the terminal delivers it.
package enum Key: Hashable, Sendable {
  /// A printable character without Ctrl or Alt; a space too.
  case character(Character)
  /// Ctrl with a lower-case letter `a`…`z`; never `i`, `m`, `h`, `j`, which terminals cannot tell
  /// from Tab, Enter, Backspace and Enter.
  case control(Character)
  /// Alt with a character.
  case alt(Character)
  /// F1…F12.
  case function(Int)
  /// Shift with F1…F12.
  case shiftFunction(Int)
  case enter, tab, backTab, backspace, delete, insert, escape
  case up, down, left, right, home, end, pageUp, pageDown
  /// Ctrl, or Alt, with an arrow.
  case controlLeft, controlRight
  /// Alt, or Ctrl, with Backspace.
  case altBackspace
  /// Ctrl-Space.
  case controlSpace
  /// A bracketed paste as one text, line ends as `\n`, other control characters removed.
  case paste(String)
  /// The mouse, where it is on.
  case mouse(Mouse)
}
