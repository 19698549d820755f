internal import KustomerDestination

/// What the columns of a table mean, told by the names that Segment's warehouses give them: of a
/// CSV file, or of a row that stands as a flat JSON object.
///
/// Names count without case, `_`, `-` and blanks, as those of traits do.
struct Columns {
  /// Where the values of a column go.
  enum Column: Hashable {
    /// The type of the call; in a warehouse's table a word that is no type of Segment's is a
    /// property of that name.
    case type(String)
    /// A member of the call.
    case member(String)
    /// The name as people wrote it, beside the event's name as a table.
    case eventName
    /// Into an object of the call, from the outermost name to the innermost.
    case path([String])
    /// Into properties or traits, as the type asks.
    case payload([String])
    /// An object of that name when the value is one, else a property.
    case object(String, String)
    /// What the warehouse adds by itself.
    case none
  }

  let columns: [Column]
  /// The type of rows that do not name theirs; nil when the columns do not tell.
  let type: CallType?
  /// Whether a warehouse made the table: it has the types apart, so a `type` may be a property.
  private let isWarehouse: Bool

  /// The meaning of names, one a column.
  ///
  /// With `isFile` they head a file: there `id` alone is the id of a user.
  init(_ names: [String], isFile: Bool) {
    let folded = names.map(Self.folded)
    let all = Set(folded)
    let isUsers = isFile && all.contains("id") && all.isDisjoint(with: Self.callColumns)
    columns = zip(names, folded).map { name, fold in
      if isUsers, fold == "id" { return .member("userId") }
      return Self.column(name, fold, all)
    }
    type = isUsers ? .identify : Self.type(of: all, names)
    isWarehouse = !all.isDisjoint(with: ["eventtext", "uuidts", "loadedat"])
  }

  /// Whether the rows can say whose calls they are.
  var nameSomebody: Bool {
    columns.contains { $0 == .member("userId") || $0 == .member("anonymousId") }
  }

  /// Whether anything stands beside what calls have of their own.
  var haveProperties: Bool {
    columns.contains { column in
      switch column {
      case .type, .member, .none: false
      case .eventName, .path, .payload: true
      case .object(let root, _): root == "address"
      }
    }
  }

  /// A name without case, `_`, `-` and blanks.
  static func folded(_ name: String) -> String {
    name.lowercased().filter { !"_- ".contains($0) }
  }

  /// Names, folded, that tell a table of calls from other text.
  static let telling: Set<String> = [
    "anonymousid", "userid", "eventtext", "event", "messageid", "receivedat", "originaltimestamp",
    "type",
  ]
  private static let callColumns = ["userid", "anonymousid", "event", "eventtext"]
}

extension Columns {
  /// A table of tracks has the event's name, one of pages where they lie, one of users who they
  /// are.
  private static func type(of names: Set<String>, _ written: [String]) -> CallType? {
    if !names.isDisjoint(with: ["eventtext", "event"]) { return .track }
    if !names.isDisjoint(with: ["url", "path", "referrer"]) { return .page }
    let isPerson = names.contains { $0 == "traits" || $0.hasPrefix("traits.") }
    if isPerson || !names.isDisjoint(with: ["email", "phone", "firstname", "lastname"]) {
      return .identify
    }
    return names.contains("name") ? .screen : nil
  }

  private static func column(_ name: String, _ folded: String, _ all: Set<String>) -> Column {
    switch folded {
    case "": .none
    case "type": .type(name)
    case "userid": .member("userId")
    case "anonymousid": .member("anonymousId")
    case "id", "messageid": .member("messageId")
    case "eventtext": .eventName
    // Beside the text this is its name as a table.
    case "event": all.contains("eventtext") ? .none : .member("event")
    case "timestamp": .member("timestamp")
    case "originaltimestamp": .member("originalTimestamp")
    case "sentat": .member("sentAt")
    case "receivedat": .member("receivedAt")
    case "writekey", "uuid", "uuidts", "loadedat", "metadata": .none
    case "properties", "traits", "context", "integrations", "address": .object(folded, name)
    default: placed(name)
    }
  }

  /// A column whose name says its place, as `properties.plan`, `context_page_url`, `address_city`.
  private static func placed(_ name: String) -> Column {
    let parts = name.split(separator: ".").map(String.init)
    guard parts.count > 1, let root = parts.first.map(folded) else { return prefixed(name) }
    switch root {
    case "properties", "traits": return .payload(Array(parts.dropFirst()))
    case "context", "integrations": return .path([root] + parts.dropFirst())
    default: return .payload(parts)
    }
  }

  private static func prefixed(_ name: String) -> Column {
    let snake = name.lowercased().map { $0 == " " || $0 == "-" ? "_" : String($0) }.joined()
    if snake.hasPrefix("context_"), snake.utf8.count > 8 {
      return .path(["context"] + contextPath(String(snake.dropFirst(8))))
    }
    if snake.hasPrefix("address_"), snake.utf8.count > 8 {
      let part = String(snake.dropFirst(8))
      return .payload(["address", folded(part) == "postalcode" ? "postalCode" : part])
    }
    return .payload([name])
  }

  /// Objects of a context whose members warehouses join by `_`.
  ///
  /// Source: Segment's spec.
  private static let contextObjects = [
    "app", "campaign", "device", "library", "location", "network", "os", "page", "personas",
    "referrer", "screen", "traits",
  ]

  private static func contextPath(_ name: String) -> [String] {
    for object in contextObjects where name.hasPrefix(object + "_") {
      return [object, String(name.dropFirst(object.count + 1))]
    }
    return [name == "user_agent" ? "userAgent" : name]
  }
}

extension Columns {
  /// The call of a row of values, one a column; nil stands for an empty cell.
  func call(_ values: [JSON?]) -> JSONObject {
    var type = self.type?.rawValue
    var members: [JSONObject.Member] = []
    var payload = JSONObject()
    var places = JSONObject()
    for (column, value) in zip(columns, values) {
      guard let value else { continue }
      switch column {
      case .type(let name):
        if let named = typeName(value) {
          type = named
        } else {
          payload.set(value, at: [name])
        }
      case .member(let name): members.append(.init(name, value))
      case .eventName: members.append(.init("event", value))
      case .path(let path): places.set(value, at: path)
      case .payload(let path): payload.set(value, at: path)
      case .object("address", _): payload.set(value, at: ["address"])
      case .object(let root, let name):
        if let object = value.objectValue {
          for member in object.members { places.set(member.value, at: [root, member.key]) }
          if object.isEmpty { places[root] = value }
        } else {
          payload.set(value, at: [name])
        }
      case .none: break
      }
    }
    return Self.call(type, members, payload, places)
  }

  /// The type that a cell names, right or wrong; nil when it is a property of a warehouse's table.
  private func typeName(_ value: JSON) -> String? {
    guard let text = value.stringValue else { return value.compact }
    let word = text.lowercased()
    if CallType(rawValue: word) != nil { return word }
    return !isWarehouse || ["group", "alias", "delete"].contains(word) ? text : nil
  }

  private static func call(
    _ type: String?, _ members: [JSONObject.Member], _ payload: JSONObject, _ places: JSONObject
  ) -> JSONObject {
    let known = type.flatMap { CallType(rawValue: $0) }
    let typeMember = type.map { [JSONObject.Member("type", .string($0))] } ?? []
    var rest = payload
    var own: [JSONObject.Member] = []
    // In a table of views the name is that of the page; elsewhere it is a property.
    if known == .page || known == .screen {
      for name in ["name", "category"] {
        guard let place = payload.members.first(where: { folded($0.key) == name }) else { continue }
        own.append(.init(name, .string(place.value.stringValue ?? place.value.compact)))
        rest[place.key] = nil
      }
    }
    var call = JSONObject(typeMember + members + own)
    if !rest.isEmpty { call[known == .identify ? "traits" : "properties"] = .object(rest) }
    for place in places.members {
      guard let object = place.value.objectValue else { continue }
      var whole = call[place.key]?.objectValue ?? JSONObject()
      for member in object.members { whole[member.key] = member.value }
      call[place.key] = .object(whole)
    }
    return call
  }
}

extension JSONObject {
  /// Sets a value inside objects of those names; where something else stands, under the joined
  /// name.
  fileprivate mutating func set(_ value: JSON, at path: [String]) {
    guard let name = path.first else { return }
    guard path.count > 1 else { return self[name] = value }
    switch self[name] {
    case nil, .object:
      var inner = self[name]?.objectValue ?? JSONObject()
      inner.set(value, at: Array(path.dropFirst()))
      self[name] = .object(inner)
    default: self[path.joined(separator: ".")] = value
    }
  }
}

/// A call that stands as a row of a warehouse's table: its properties beside its ids.
enum FlatRow {
  /// Members of Segment's and RudderStack's that are no columns, and stay where they are.
  private static let kept: Set<String> = [
    "channel", "version", "projectId", "_metadata", "library", "options", "rudderId", "request_ip",
    "groupId", "previousId",
  ]

  /// The call with its properties in their place; nil when none stands beside its ids.
  static func call(of row: Call, _ ids: GivenIDs) -> Call? {
    let members = row.json.objectValue?.members ?? []
    let cells = members.filter { !kept.contains($0.key) }
    let columns = Columns(cells.map(\.key), isFile: false)
    guard columns.haveProperties else { return nil }
    var call = columns.call(cells.map { $0.value == .null ? nil : $0.value })
    for member in members where kept.contains(member.key) { call[member.key] = member.value }
    return RecordText.parsed(JSON.object(ids.filling(call)).compactBytes)
  }
}
