/// A text as it may stand in XML, also between double quotes; what XML 1.0 has no place for is
/// replaced by `□`.
package func xmlEscaped(_ text: String) -> String {
  var escaped = ""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "&": escaped += "&amp;"
    case "<": escaped += "&lt;"
    case ">": escaped += "&gt;"
    case "\"": escaped += "&quot;"
    case "\t", "\n", "\r": escaped += "&#\(scalar.value);"
    case "\u{FFFE}", "\u{FFFF}": escaped += "□"
    case _ where scalar.value < 0x20 || 0x7F...0x9F ~= scalar.value: escaped += "□"
    default: escaped.unicodeScalars.append(scalar)
    }
  }
  return escaped
}
