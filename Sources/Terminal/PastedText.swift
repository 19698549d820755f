/// Gathers a bracketed paste from the bytes of the terminal, up to its end code.
struct PastedText {
  /// What is kept at most, in bytes; the rest of a larger paste is thrown away.
  static let limit = 4 << 20

  private static let end = Array("\u{1B}[201~".utf8)

  private var bytes: [UInt8] = []
  /// The begin of what may become the end code.
  private var tail: [UInt8] = []

  /// How many bytes were kept so far.
  var count: Int { bytes.count }

  /// Takes bytes as they come; returns those after the end code once it was there, nil before.
  mutating func take(_ new: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    var new = new
    while let byte = new.first {
      if tail.isEmpty, byte != 0x1B {
        let plain = new.prefix { $0 != 0x1B }
        keep(plain)
        new = new[plain.endIndex...]
        continue
      }
      tail.append(byte)
      new = new.dropFirst()
      if tail == PastedText.end { return new }
      while !PastedText.end.starts(with: tail) {
        keep(tail[..<1])
        tail.removeFirst()
      }
    }
    return nil
  }

  /// The text: line ends as `\n`, other control characters but tab removed, bytes that are not
  /// UTF-8 as U+FFFD.
  var text: String {
    var text = String.UnicodeScalarView()
    var wasReturn = false
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      switch scalar.value {
      case 0x0D: text.append("\n")
      case 0x0A: if !wasReturn { text.append("\n") }
      case 0x09: text.append("\t")
      case 0x00..<0x20, 0x7F..<0xA0: break
      default: text.append(scalar)
      }
      wasReturn = scalar.value == 0x0D
    }
    return String(text)
  }

  private mutating func keep(_ new: ArraySlice<UInt8>) {
    bytes += new.prefix(max(0, PastedText.limit - bytes.count))
  }
}
