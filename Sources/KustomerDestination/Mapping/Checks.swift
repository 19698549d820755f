/// Reading and the checks that decide whether a call is sent, in the order of their verdicts.
extension Mapper {
  mutating func checkText(size: Int) {
    for path in call.document.duplicateKeys {
      warn(
        .duplicateKey, .text(path),
        "\(path) stands more than once; the last value is used, remove one")
    }
    for path in call.document.loneSurrogates {
      warn(
        .loneSurrogate, .text(path),
        "\(path) holds half of a surrogate pair, as of a cut emoji; U+FFFD stands in its place")
    }
    guard size > Call.sizeLimit else { return }
    refuse(
      .rejected, .oversize,
      "the call has \(size) bytes and Segment takes 32768; send fewer or shorter values")
  }

  mutating func readType() {
    guard let node = envelope[.type], !document.isBlank(node) else {
      inferType()
      return
    }
    if document.kind(node) == .string {
      type = Self.types.meaning(of: node, in: document)
      let lower = type?.rawValue ?? lowercased(node)
      // Some letters beyond ASCII, as the Kelvin sign, have a lower case within it.
      if type == nil, document.text(node).utf8.allSatisfy({ $0 < 0x80 }) {
        type = CallType(rawValue: lower)
      }
      typeText = lower
    }
    guard type == nil else { return }
    let what = typeText.map { "\"" + $0 + "\"" } ?? kindText(node)
    refuse(
      .unsupported, .unsupportedEventType, path: .text("type"),
      "type is " + what + "; the Kustomer destination takes page, screen, identify and track")
  }

  private func lowercased(_ node: Int) -> String {
    let isLower = document.raw(node).allSatisfy { 0x61...0x7A ~= $0 }
    return isLower ? document.text(node) : document.text(node).lowercased()
  }

  private static let types = Names<CallType>([
    ("track", .track), ("identify", .identify), ("page", .page), ("screen", .screen),
  ])

  private mutating func inferType() {
    if let event = envelope[.event], document.kind(event) != .null {
      type = .track
    } else if let traits = envelope[.traits], document.kind(traits) != .null,
      !envelope.hasGroupId
    {
      type = .identify
    } else {
      refuse(
        .rejected, .typeMissing, path: .text("type"),
        "type is missing; write page, screen, identify or track")
    }
    typeText = type?.rawValue
  }

  mutating func checkFields() {
    if type == .track { checkEvent() }
    if type == .identify { checkObject(.traits, .traitsNotObject) }
    if let type, type != .identify { checkObject(.properties, .propertiesNotObject) }
    if type == .page || type == .screen {
      checkText(.name, .nameNotString)
      checkText(.category, .categoryNotString)
    }
  }

  private mutating func checkEvent() {
    guard let node = envelope[.event], !document.isBlank(node) else {
      refuse(
        .rejected, .eventNotDefined, path: .text("event"),
        "a track names its event; write what happened, as \"Order Completed\"")
      return
    }
    guard document.kind(node) != .string else { return }
    refuse(
      .rejected, .eventNotString, path: .text("event"),
      "event is \(kindText(node)); write the name as a string")
  }

  private mutating func checkObject(_ field: Envelope.Field, _ code: Code) {
    guard let node = envelope[field], document.kind(node) != .null,
      document.kind(node) != .object
    else { return }
    guard document.kind(node) != .array || document.count(node) > 0 else {
      note(.emptyList, .node(node), "\(path(node)) is an empty list, which is how PHP writes {}")
      return
    }
    refuse(
      .rejected, code, path: .node(node), "\(path(node)) is \(kindText(node)); it is an object")
  }

  private mutating func checkText(_ field: Envelope.Field, _ code: Code) {
    guard let node = envelope[field], !document.isBlank(node), document.kind(node) != .string
    else { return }
    refuse(
      .rejected, code, path: .node(node),
      "\(path(node)) is \(kindText(node)); write a string, or leave it out")
  }

  mutating func checkIntegrations() {
    guard let integrations = envelope[.integrations] else { return }
    var kustomer: Int?
    var all: Int?
    for (key, value) in document.members(of: integrations) {
      if document.text(key, equals: "Kustomer") {
        kustomer = value
      } else if document.text(key, equals: "All") {
        all = value
      } else {
        checkCase(ofKey: key)
      }
    }
    guard let decisive = kustomer ?? all, isOff(decisive) else { return }
    let member = kustomer == nil ? "All" : "Kustomer"
    refuse(
      .filtered, .filteredByIntegrationsObject, path: .text("integrations.\(member)"),
      "integrations.\(member) is false, so Segment sends this call to no Kustomer destination")
  }

  /// Whether a switch is off; maps of strings write `"false"`.
  private mutating func isOff(_ node: Int) -> Bool {
    guard document.kind(node) == .string else { return document.kind(node) == .no }
    let word = document.text(node).trimmed.lowercased()
    guard word == "false" || word == "true" else { return false }
    warn(
      .integrationValueText, .node(node),
      "\(path(node)) is the text \"\(word)\" and counts as \(word); write it without quotes")
    return word == "false"
  }

  private mutating func checkCase(ofKey key: Int) {
    guard document.count(key) == 8 || document.count(key) == 3 else { return }
    let name = document.text(key)
    let lower = name.lowercased()
    guard lower == "kustomer" || lower == "all" else { return }
    let right = lower == "all" ? "All" : "Kustomer"
    warn(
      .integrationNameCase, .text("integrations.\(name)"),
      "integration names are case-sensitive; \"\(name)\" does nothing, write \"\(right)\"")
  }
}
