/// What the message line says until the next key.
package struct Note: Hashable, Sendable {
  /// How it is meant.
  package enum Kind: Hashable, Sendable { case info, good, warning, problem }

  /// One line; its keys are those of the moment in which it is read.
  package var text: KeyedText
  /// How it is meant.
  package var kind: Kind
  /// The pause that it tells of: its words go on with the time.
  var next: NextTry?

  init(text: KeyedText, kind: Kind, next: NextTry? = nil) {
    self.text = text
    self.kind = kind
    self.next = next
  }

  /// The colour, and the sign before it.
  var role: Role {
    switch kind {
    case .info: .message
    case .good: .ok
    case .warning: .warn
    case .problem: .error
    }
  }

  /// The line with its sign.
  var line: KeyedText { KeyedText(sign) + text }

  /// The line with a word instead of the sign, to be read aloud.
  var spoken: KeyedText { KeyedText(word) + text }

  private var word: String {
    switch kind {
    case .info: ""
    case .good: "ok: "
    case .warning: "note: "
    case .problem: "! "
    }
  }

  /// A sign, so that colour never carries the meaning alone.
  var sign: String {
    switch kind {
    case .info: ""
    case .good: Glyph.ready.text + " "
    case .warning: Glyph.loss.text + " "
    case .problem: Glyph.failed.text + " "
    }
  }
}
