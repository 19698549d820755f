package import KustomerDestination

/// Hides personal data for a screen that others see: email, phone, name, address, IP.
package enum Masking {
  /// Members of traits that say who somebody is; in lower case, without `_`.
  private static let traits: Set<String> = [
    "name", "firstname", "lastname", "username", "birthday", "address", "street", "city", "state",
    "postalcode", "zip", "country", "avatar", "website", "email", "phone", "ip",
  ]
  /// Members that do so wherever they stand.
  private static let anywhere: Set<String> = ["email", "phone", "address", "street", "ip"]

  /// A call in which personal data is hidden; names of pages and events stay.
  package static func call(_ call: JSON) -> JSON { masked(call, traits: false) }

  /// A text that is somebody's name: `Jo Demo` becomes `J*** D***`.
  package static func name(_ text: String) -> String {
    text.split(separator: " ").map { $0.prefix(1) + "***" }.joined(separator: " ")
  }

  /// A text of any kind, hidden where it looks like an email, a phone number or an IP address.
  package static func text(_ text: String) -> String {
    if let at = text.firstIndex(of: "@"), let dot = text.lastIndex(of: "."), at < dot {
      return text.prefix(1) + "***@" + text[text.index(after: at)...].prefix(1) + "***"
        + text[dot...]
    }
    let digits = text.count { $0.isNumber }
    let isPhone = digits >= 7 && text.allSatisfy { $0.isNumber || "+-(). ".contains($0) }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let isAddress = parts.count == 4 && parts.allSatisfy { UInt8($0) != nil }
    return isPhone && text.hasPrefix("+") || isAddress ? text.prefix(3) + "***" : text
  }

  private static func masked(_ json: JSON, traits isTraits: Bool) -> JSON {
    switch json {
    case .string(let text): return .string(Self.text(text))
    case .array(let elements): return .array(elements.map { masked($0, traits: isTraits) })
    case .object(let object):
      let members = object.members.map { member -> JSONObject.Member in
        let key = member.key.lowercased().filter { $0 != "_" }
        let isPersonal = isTraits ? traits.contains(key) : anywhere.contains(key)
        if isPersonal { return .init(member.key, hidden(member.value)) }
        return .init(member.key, masked(member.value, traits: isTraits || key == "traits"))
      }
      return .object(JSONObject(members))
    case .null, .bool, .number: return json
    }
  }

  private static func hidden(_ json: JSON) -> JSON {
    switch json {
    case .string(let text):
      let masked = Self.text(text)
      return .string(masked == text ? name(text) : masked)
    case .number: return "***"
    case .array(let elements): return .array(elements.map(hidden))
    case .object(let object):
      return .object(JSONObject(object.members.map { .init($0.key, hidden($0.value)) }))
    case .null, .bool: return json
    }
  }
}
