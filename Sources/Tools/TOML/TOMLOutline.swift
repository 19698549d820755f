internal import KustomerDestination

/// Where tables and keys stand in a TOML text, for messages and for edits that leave the rest of
/// the text alone.
///
/// The text has been parsed before, so nothing is judged here. TOMLKit gives positions for syntax
/// errors alone and keeps no comments; hence an outline of our own.
package struct TOMLOutline {
  /// A table header, or a key with its value.
  package struct Entry {
    /// What an entry is.
    package enum Kind: Sendable { case header, value }

    /// Whether it is a header or a key.
    package let kind: Kind
    /// Names from the root on; an element of an array stands in it by its 0-based number.
    package let path: [String]
    /// Of the header's bracket, or of the key's first character.
    package let place: TextPlace
    /// Of the header without its line feed, or of the key up to the end of its value.
    package let whole: Range<Int>
    /// Of the value; empty for a header.
    package let value: Range<Int>
    /// Of the value, or of the header.
    package let valuePlace: TextPlace
    /// Whether it stands in an inline table.
    package let isInline: Bool
  }

  /// The text; every range counts in it.
  package let scalars: [Unicode.Scalar]
  /// In the order of the text.
  package private(set) var entries: [Entry] = []
  /// Comments, from the number sign to the end of the line.
  package private(set) var comments: [Range<Int>] = []
  /// Where each line begins.
  private let lineStarts: [Int]
  private var at = 0
  private var table: [String] = []
  /// How many elements each array of tables has so far.
  private var counts: [[String]: Int] = [:]

  /// The outline of a text.
  package init(_ text: String) {
    let scalars = Array(text.unicodeScalars)
    self.scalars = scalars
    lineStarts = [0] + scalars.indices.filter { scalars[$0] == "\n" }.map { $0 + 1 }
    while at < scalars.count { statement() }
  }

  /// The text of a key's value as it is written; nil where there is no such key.
  package func text(ofValue path: [String]) -> String? {
    entries.first { $0.kind == .value && $0.path == path }
      .map { String(String.UnicodeScalarView(scalars[$0.value])) }
  }

  /// The place of a key or table, or of the nearest table around it.
  package func place(of path: [String]) -> TextPlace? {
    if let entry = entries.first(where: { $0.path == path }) { return entry.place }
    return path.isEmpty ? nil : place(of: path.dropLast())
  }

  /// The place of a key's value.
  package func place(ofValue path: [String]) -> TextPlace? {
    entries.first { $0.kind == .value && $0.path == path }?.valuePlace ?? place(of: path)
  }

  /// Line and column of an offset.
  package func place(at offset: Int) -> TextPlace {
    let line = lineStarts.partitioningIndex(where: { $0 > offset })
    return TextPlace(line: line, column: offset - lineStarts[line - 1] + 1)
  }
}

extension TOMLOutline {
  private var peek: Unicode.Scalar? { at < scalars.count ? scalars[at] : nil }

  private mutating func skip(while isSkipped: (Unicode.Scalar) -> Bool) {
    while let next = peek, isSkipped(next) { at += 1 }
  }

  /// Blanks, line ends and comments.
  private mutating func skipSpace() {
    while let next = peek {
      switch next {
      case " ", "\t", "\r", "\n", "\u{FEFF}": at += 1
      case "#":
        let start = at
        skip { $0 != "\n" && $0 != "\r" }
        comments.append(start..<at)
      default: return
      }
    }
  }

  private mutating func statement() {
    skipSpace()
    guard let next = peek else { return }
    if next == "[" { header() } else { keyAndValue(in: table, isInline: false) }
  }

  private mutating func header() {
    let start = at
    let isElement = at + 1 < scalars.count && scalars[at + 1] == "["
    skip { $0 == "[" || $0 == " " || $0 == "\t" }
    table = path(of: key(), isElement: isElement)
    skip { $0 == "]" || $0 == " " || $0 == "\t" }
    let place = place(at: start)
    entries.append(
      Entry(
        kind: .header, path: table, place: place, whole: start..<at, value: at..<at,
        valuePlace: place, isInline: false))
  }

  /// The path of a header; an array of tables that it goes through or adds to gets its number.
  private mutating func path(of names: [String], isElement: Bool) -> [String] {
    var path: [String] = []
    for (index, name) in names.enumerated() {
      path.append(name)
      if isElement, index == names.count - 1 { counts[path, default: 0] += 1 }
      if let count = counts[path] { path.append(String(count - 1)) }
    }
    return path
  }

  private mutating func keyAndValue(in parent: [String], isInline: Bool) {
    let start = at
    let path = parent + key()
    skip { $0 == " " || $0 == "\t" || $0 == "=" }
    let value = at
    let index = entries.count
    skipValue(of: path)
    // What is not understood must not stop the walk.
    if at == start { at += 1 }
    let entry = Entry(
      kind: .value, path: path, place: place(at: start), whole: start..<at, value: value..<at,
      valuePlace: place(at: value), isInline: isInline)
    entries.insert(entry, at: index)
  }

  /// A bare, quoted or dotted key.
  private mutating func key() -> [String] {
    var names: [String] = []
    while let next = peek {
      switch next {
      case "\"", "'":
        let start = at + 1
        skipString()
        names.append(Self.text(scalars[start..<max(start, at - 1)], isLiteral: next == "'"))
      case " ", "\t", ".": at += 1
      case _ where Self.isBare(next):
        let start = at
        skip(while: Self.isBare)
        names.append(Self.text(scalars[start..<at], isLiteral: true))
      default: return names
      }
    }
    return names
  }

  private static func isBare(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "-" || scalar == "_" || scalar.properties.isAlphabetic
      || ("0"..."9").contains(scalar)
  }

  /// Escapes in keys are rare: the two that a name can need are understood.
  private static func text(_ scalars: ArraySlice<Unicode.Scalar>, isLiteral: Bool) -> String {
    let text = String(String.UnicodeScalarView(scalars))
    return isLiteral
      ? text : text.replacing("\\\"", with: "\"").replacing("\\\\", with: "\\")
  }

  private mutating func skipValue(of path: [String]) {
    switch peek {
    case "\"", "'": skipString()
    case "[":
      at += 1
      skipElements(of: path)
    case "{":
      at += 1
      skipMembers(of: path)
    default:
      skip { ![",", "]", "}", "#", "\n", "\r"].contains($0) }
      while at > 0, scalars[at - 1] == " " || scalars[at - 1] == "\t" { at -= 1 }
    }
  }

  private mutating func skipElements(of path: [String]) {
    var number = 0
    while true {
      skipSpace()
      switch peek {
      case nil: return
      case "]":
        at += 1
        return
      case ",": at += 1
      default:
        let start = at
        skipValue(of: path + [String(number)])
        number += 1
        if at == start { at += 1 }
      }
    }
  }

  private mutating func skipMembers(of path: [String]) {
    while true {
      skipSpace()
      switch peek {
      case nil: return
      case "}":
        at += 1
        return
      case ",": at += 1
      default: keyAndValue(in: path, isInline: true)
      }
    }
  }

  /// At the opening quote of a string of any of the four kinds.
  private mutating func skipString() {
    guard let quote = peek else { return }
    let isTriple = at + 2 < scalars.count && scalars[at + 1] == quote && scalars[at + 2] == quote
    at += isTriple ? 3 : 1
    while let next = peek {
      if next == "\\", quote == "\"" {
        at = min(at + 2, scalars.count)
      } else if next != quote {
        if next == "\n", !isTriple { return }
        at += 1
      } else if !isTriple || isTripleEnd(quote) {
        skip { $0 == quote && isTriple }
        if !isTriple { at += 1 }
        return
      } else {
        at += 1
      }
    }
  }

  private func isTripleEnd(_ quote: Unicode.Scalar) -> Bool {
    at + 2 < scalars.count && scalars[at + 1] == quote && scalars[at + 2] == quote
  }
}
