/// Where things stand in a TOML text, for messages; the TOML library does not tell.
struct TOMLLines {
  private let lines: [Substring]

  init(_ text: String) {
    lines = text.split(separator: "\n", omittingEmptySubsequences: false)
  }

  /// The 1-based line of a table's head, or of a key in it; nil if it is written some other way.
  ///
  /// Table "" is the top of the file.
  func line(ofTable table: String, key: String? = nil) -> Int? {
    var isInside = table.isEmpty
    for (index, line) in lines.enumerated() {
      let line = line.filter { !$0.isWhitespace && $0 != "\"" && $0 != "'" }
      if line.hasPrefix("[") {
        isInside = line.hasPrefix("[\(table)]")
        if isInside, key == nil { return index + 1 }
      } else if isInside, let key, line.hasPrefix("\(key)=") || line.hasPrefix("\(key).") {
        return index + 1
      }
    }
    return key == nil ? nil : line(ofTable: table)
  }
}
