/// A page of the manual, before it is known whether `man` or `help` shows it.
struct ManualPage: Sendable {
  /// As `kustomer-console-keys`.
  let name: String
  /// Of the manual: 1 commands, 5 files, 7 the rest.
  let section: Int
  /// One line, without a full stop.
  let summary: String
  let parts: [Part]

  /// What stands under one heading.
  struct Part: Sendable {
    let title: String
    let blocks: [Block]

    init(_ title: String, _ blocks: [Block]) {
      self.title = title
      self.blocks = blocks
    }

    /// The title in capitals; the name of a table of a file stays as it is written there.
    var heading: String { title.hasPrefix("[") ? title : title.uppercased() }
  }

  /// A piece of a part.
  enum Block: Sendable {
    case paragraph(String)
    /// Words, each with what it means.
    case terms([Term])
    /// Lines that stay as they are: code, a synopsis.
    case lines([String])
  }

  /// A word and what it means.
  struct Term: Sendable {
    let word: String
    let meaning: String

    init(_ word: String, _ meaning: String) {
      self.word = word
      self.meaning = meaning
    }
  }

  /// The file under which `man` finds it, below a folder of the manual.
  var file: String { "man\(section)/\(name).\(section)" }
}
