extension String {
  /// Letters, digits, `.`, `_` and `-` of it, at most 60; never empty, and no hidden file.
  var asFileName: String {
    let safe = unicodeScalars.prefix(60).map { scalar -> Character in
      let isPlain = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
      return isPlain || "._-".unicodeScalars.contains(scalar) ? Character(scalar) : "-"
    }
    let name = String(safe.drop { $0 == "." || $0 == "-" })
    return name.isEmpty ? "unnamed" : name
  }
}
