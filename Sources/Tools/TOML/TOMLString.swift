/// A basic string of TOML.
package func tomlString(_ value: String) -> String {
  let escaped = value.unicodeScalars.map { scalar -> String in
    switch scalar {
    case "\"": "\\\""
    case "\\": "\\\\"
    case _ where scalar.value < 0x20 || scalar.value == 0x7F:
      "\\u" + String(repeating: "0", count: scalar.value < 0x10 ? 3 : 2)
        + String(scalar.value, radix: 16)
    default: String(scalar)
    }
  }
  return "\"" + escaped.joined() + "\""
}
