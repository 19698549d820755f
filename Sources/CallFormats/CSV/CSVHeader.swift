internal import KustomerDestination

/// What the columns of a table mean, told by the names that Segment's warehouses give them.
struct CSVHeader {
  /// Where the cells of a column go.
  private enum Column: Hashable {
    /// A member of the call, as text.
    case member(String)
    /// The type of the call; in a warehouse's table a word that is no type of Segment's is a
    /// property of that name.
    case type
    /// Into `context`, one or two levels deep.
    case context([String])
    case property(String)
    /// What the warehouse adds by itself.
    case none
  }

  let separator: UInt8
  private let columns: [Column]
  /// The type of rows that do not name theirs; nil when the columns do not tell.
  private let type: CallType?
  /// Whether a warehouse made the table: it has the types apart, so a `type` may be a property.
  private let isWarehouse: Bool

  var count: Int { columns.count }

  /// Names that tell a table of calls from other text.
  private static let telling: Set<String> = [
    "anonymous_id", "user_id", "anonymousId", "userId", "event_text", "event", "message_id",
    "messageId", "received_at", "original_timestamp", "type",
  ]

  /// Recognises a header by the first line of a text; nil when it is none.
  init?(recognising text: UnsafeBufferPointer<UInt8>) {
    let line = text.drop { $0 <= 0x20 }.prefix { $0 != 0x0A }
    let separators = [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09]
    let counts = separators.map { separator in line.count { $0 == separator } }
    guard let most = counts.max(), most > 0, let place = counts.firstIndex(of: most) else {
      return nil
    }
    self.init(UnsafeBufferPointer(rebasing: line), separator: separators[place])
  }

  /// Reads a header's row; nil when its cells are no names of calls' columns.
  init?(_ row: UnsafeBufferPointer<UInt8>, separator: UInt8) {
    let names: [String]
    do throws(CodeError) {
      names = try CSVScanner.cells(of: row.withoutReturn, separator: separator).map(Self.name)
    } catch {
      return nil
    }
    guard names.contains(where: { Self.telling.contains($0) || $0.hasPrefix("context_") }),
      names.allSatisfy(Self.isName)
    else { return nil }
    self.separator = separator
    let hasText = names.contains("event_text")
    columns = names.map { Self.column($0, hasEventText: hasText) }
    type = Self.type(of: Set(names))
    isWarehouse = !Self.warehouseNames.isDisjoint(with: names)
  }

  private static func name(_ cell: String) -> String {
    String(cell.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }

  private static func isName(_ name: String) -> Bool {
    !name.isEmpty
      && name.unicodeScalars.allSatisfy { scalar in
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil
          || "_-. $".unicodeScalars.contains(scalar)
      }
  }
}

extension CSVHeader {
  /// A table of tracks has the event's name, one of pages where they lie, one of users who they
  /// are.
  private static func type(of names: Set<String>) -> CallType? {
    if !names.isDisjoint(with: ["event_text", "event"]) { return .track }
    if !names.isDisjoint(with: ["url", "path", "referrer"]) { return .page }
    if names.contains(where: { $0.hasPrefix("traits.") }) { return .identify }
    if !names.isDisjoint(with: ["email", "phone", "first_name", "last_name", "firstName"]) {
      return .identify
    }
    return names.contains("name") ? .screen : nil
  }

  /// Columns that warehouses alone have.
  private static let warehouseNames: Set<String> = [
    "event_text", "uuid_ts", "loaded_at", "_metadata",
  ]

  private static func column(_ name: String, hasEventText: Bool) -> Column {
    switch name {
    case "type": .type
    case "user_id", "userId": .member("userId")
    case "anonymous_id", "anonymousId": .member("anonymousId")
    case "id", "message_id", "messageId": .member("messageId")
    case "event_text": .member("event")
    // Beside the text this is its name as a table.
    case "event": hasEventText ? .none : .member("event")
    case "timestamp": .member("timestamp")
    case "original_timestamp", "originalTimestamp": .member("originalTimestamp")
    case "sent_at", "sentAt": .member("sentAt")
    case "received_at", "receivedAt": .member("receivedAt")
    case _ where WriteKey.names.contains { "\($0)" == name }: .none
    case "uuid", "uuid_ts", "loaded_at", "_metadata": .none
    case _ where name.hasPrefix("context_"): .context(contextPath(String(name.dropFirst(8))))
    default: placed(name) ?? .property(name)
    }
  }

  /// A column whose name says its place in the call, as `properties.plan` or `context.page.url`.
  private static func placed(_ name: String) -> Column? {
    let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { return nil }
    switch parts[0] {
    case "properties", "traits": return .property(parts[1])
    case "context":
      return .context(parts[1].split(separator: ".", maxSplits: 1).map(String.init))
    default: return nil
    }
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

extension CSVHeader {
  /// The call of a row of as many cells as there are columns; empty cells are left out.
  func call(_ cells: [String]) -> JSONObject {
    var row = Row(type: type?.rawValue)
    for (column, cell) in zip(columns, cells) where !cell.isEmpty {
      switch column {
      case .type:
        if let type = typeName(cell) {
          row.type = type
        } else {
          row.properties.append(.init("type", Self.value(cell)))
        }
      case .member(let name): row.members.append(.init(name, .string(Self.moment(cell, name))))
      case .context(let path): row.add(Self.value(cell), toContext: path)
      // A session's id is a string, however it looks.
      case .property("kustomer_session_id"):
        row.properties.append(.init("kustomer_session_id", .string(cell)))
      case .property(let name): row.properties.append(.init(name, Self.value(cell)))
      case .none: break
      }
    }
    return row.call
  }

  /// The type that a cell names, right or wrong; nil when it is a property of a warehouse's table.
  private func typeName(_ cell: String) -> String? {
    let word = cell.lowercased()
    if CallType(rawValue: word) != nil { return word }
    return !isWarehouse || ["group", "alias", "delete"].contains(word) ? cell : nil
  }

  /// BigQuery's ` UTC` as the `Z` that it means.
  private static func moment(_ cell: String, _ name: String) -> String {
    let isTime = ["timestamp", "originalTimestamp", "sentAt", "receivedAt"].contains(name)
    return isTime && cell.hasSuffix(" UTC") ? cell.dropLast(4) + "Z" : cell
  }

  /// Cells have no kinds: what reads as a JSON number, boolean, array or object is taken as one.
  private static func value(_ cell: String) -> JSON {
    guard let first = cell.utf8.first, "-0123456789tf[{".utf8.contains(first),
      cell.utf8.last.map({ $0 > 0x20 }) ?? false
    else { return .string(cell) }
    do throws(JSONError) {
      return try JSON(parsing: cell)
    } catch {
      return .string(cell)
    }
  }
}

/// What a row says, in the places of a call.
private struct Row {
  /// As written, when it is none of Segment's.
  var type: String?
  var members: [JSONObject.Member] = []
  var properties: [JSONObject.Member] = []
  private var context = JSONObject()

  init(type: String?) { self.type = type }

  mutating func add(_ value: JSON, toContext path: [String]) {
    guard let name = path.first else { return }
    guard let inner = path.dropFirst().first else { return context[name] = value }
    var object = context[name]?.objectValue ?? JSONObject()
    object[inner] = value
    context[name] = .object(object)
  }

  var call: JSONObject {
    let type = self.type.map { [JSONObject.Member("type", .string($0))] } ?? []
    let known = self.type.flatMap { CallType(rawValue: $0) }
    // In a table of views the name is that of the page; elsewhere it is a property.
    let isView = known == .page || known == .screen
    let own = properties.filter { isView && ($0.key == "name" || $0.key == "category") }
      .map { JSONObject.Member($0.key, .string($0.value.stringValue ?? $0.value.compact)) }
    let rest = properties.filter { !isView || ($0.key != "name" && $0.key != "category") }
    var call = JSONObject(type + members + own)
    if !rest.isEmpty {
      call[known == .identify ? "traits" : "properties"] = .object(JSONObject(rest))
    }
    if !context.isEmpty { call["context"] = .object(context) }
    return call
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// A line without the carriage return before its line feed.
  var withoutReturn: UnsafeBufferPointer<UInt8> {
    last == 0x0D ? UnsafeBufferPointer(rebasing: dropLast()) : self
  }
}
