package import KustomerDestination
internal import Tools

/// Writes steps into the text of a scenario.
package enum ScenarioText {
  /// The text with a call as one more step; all that was there stays, comments too.
  ///
  /// - Parameters:
  ///   - call: the step's call.
  ///   - text: nil begins a new scenario.
  ///   - name: of a new scenario.
  /// - Returns: TOML.
  package static func appending(_ call: JSON, to text: String?, name: String) -> String {
    var text = text ?? "schema = 1\nname = \(tomlString(name))\n"
    if !text.hasSuffix("\n") { text += "\n" }
    return text + "\n[[step]]\ncaption = \"\"\ncall = \(value(call))\n"
  }

  /// A call as an inline table; as JSON in a string where TOML cannot say it: it has no null, and
  /// no numbers of more than 64 bits.
  private static func value(_ call: JSON) -> String {
    let table = toml(call)
    let probe = "schema = 1\nname = \"n\"\n[[step]]\ncall = \(table ?? "0")\n"
    guard let table, let read = try? Scenario(parsing: probe).steps.first?.call, read == call else {
      return tomlString(call.compact)
    }
    return table
  }

  private static func toml(_ json: JSON) -> String? {
    switch json {
    case .null: return nil
    case .bool(let value): return value ? "true" : "false"
    case .number(let text): return text
    case .string(let text): return tomlString(text)
    case .array(let elements):
      let texts = elements.map(toml)
      guard !texts.contains(nil) else { return nil }
      return "[" + texts.compactMap(\.self).joined(separator: ", ") + "]"
    case .object(let object):
      guard !object.isEmpty else { return "{}" }
      var members: [String] = []
      for member in object.members {
        guard let value = toml(member.value) else { return nil }
        members.append("\(key(member.key)) = \(value)")
      }
      return "{ " + members.joined(separator: ", ") + " }"
    }
  }

  private static func key(_ name: String) -> String {
    let isBare =
      !name.isEmpty
      && name.utf8.allSatisfy { byte in
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F: true
        default: false
        }
      }
    return isBare ? name : tomlString(name)
  }
}
