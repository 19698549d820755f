/// Reading and the checks that decide whether a call is sent, in the order of their verdicts.
extension Mapper {
  mutating func checkText(size: Int) {
    for path in call.document.duplicateKeys {
      warn(
        .duplicateKey, .text(path),
        "\(path) stands more than once; the last value is used, remove one")
    }
    guard size > Call.sizeLimit else { return }
    refuse(
      .rejected, .oversize,
      "the call has \(size) bytes and Segment takes 32768; send fewer or shorter values")
  }

  mutating func readTime() {
    for field in [Envelope.Field.timestamp, .originalTimestamp, .sentAt, .receivedAt] {
      guard let node = envelope[field], !document.isBlank(node) else { continue }
      if let read = timestamp(node) {
        time = read
        timeNode = node
        return
      }
      warn(
        .invalidTimestamp, .node(node),
        "\(path(node)) is no ISO-8601 date-time and no epoch number; the next time is used")
    }
  }

  func timestamp(_ node: Int) -> Timestamp? {
    switch document.kind(node) {
    case .number: Timestamp(epoch: document.text(node))
    case .string: document.withText(node) { dateTime($0) ?? Timestamp(document.text(node).trimmed) }
    default: nil
    }
  }

  private func dateTime(_ text: UnsafeBufferPointer<UInt8>) -> Timestamp? {
    Timestamp.read(text)?.0
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

  mutating func checkIds() {
    let userId = presentId(.userId), anonymousId = presentId(.anonymousId)
    for node in envelope.unused { warnOfEmptyId(node) }
    if userId == nil, anonymousId == nil {
      refuse(
        .rejected, .noUserAnonId,
        "the call names nobody; give it a userId or an anonymousId")
    }
    user = userId.flatMap { stringId($0) }
    visitor = anonymousId.flatMap { stringId($0) }
    person = sessions.person(ids)
    guard let user, user.text.utf8.count > 256 else { return }
    let length = user.text.unicodeScalars.count
    guard length > 256 else { return }
    refuse(
      .rejected, .externalIdTooLong, path: .node(user.node),
      "\(path(user.node)) has \(length) characters and Kustomer's externalId takes 256")
  }

  /// The node of an id that is there; null, empty and blank count as absent.
  private mutating func presentId(_ field: Envelope.Field) -> Int? {
    guard let node = envelope[field] else { return nil }
    guard document.isBlank(node) else { return node }
    warnOfEmptyId(node)
    return nil
  }

  private mutating func warnOfEmptyId(_ node: Int) {
    guard document.kind(node) == .string, document.count(node) == 0 else { return }
    warn(.emptyValue, .node(node), "\(path(node)) is empty and counts as absent")
  }

  private mutating func stringId(_ node: Int) -> Identifier? {
    if let id = document.id(node) { return Identifier(node: node, key: ExactText(id)) }
    let fix =
      document.kind(node) == .number
      ? "; write it as a string: \"\(document.text(node))\"" : "; ids are strings"
    refuse(
      .rejected, .idNotString, path: .node(node), "\(path(node)) is \(kindText(node))\(fix)")
    return nil
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
    refuse(
      .rejected, code, path: .node(node), "\(path(node)) is \(kindText(node)); it is an object")
  }

  private mutating func checkText(_ field: Envelope.Field, _ code: Code) {
    guard let node = envelope[field], document.kind(node) != .null,
      document.isBlank(node) || document.kind(node) != .string
    else { return }
    let what = document.kind(node) == .string ? "empty" : kindText(node)
    refuse(
      .rejected, code, path: .node(node),
      "\(path(node)) is \(what); write a string, or leave it out")
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
    let isOff = kustomer.map { document.kind($0) == .no } ?? all.map { document.kind($0) == .no }
    guard isOff ?? false else { return }
    let member = kustomer == nil ? "All" : "Kustomer"
    refuse(
      .filtered, .filteredByIntegrationsObject, path: .text("integrations.\(member)"),
      "integrations.\(member) is false, so Segment sends this call to no Kustomer destination")
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
