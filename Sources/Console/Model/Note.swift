/// What the message line says until the next key.
package struct Note: Hashable, Sendable {
  /// How it is meant.
  package enum Kind: Hashable, Sendable { case info, good, warning, problem }

  /// One line.
  package var text: String
  /// How it is meant.
  package var kind: Kind
  /// The pause that it tells of: its words go on with the time.
  var next: NextTry?

  init(text: String, kind: Kind, next: NextTry? = nil) {
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

  /// A word instead of the sign, for lines that are read aloud.
  var word: String {
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
