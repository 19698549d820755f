internal import Console
internal import Delivery
internal import KustomerDestination
internal import Records
internal import Tools

extension Settings {
  /// Reads the text of config.toml.
  ///
  /// - Parameters:
  ///   - text: TOML.
  ///   - file: its path, for messages.
  /// - Throws: `SettingsError` with line and column of the first thing that is wrong.
  package init(parsing text: String, file: String) throws(SettingsError) {
    do throws(TOMLProblem) {
      try self.init(parsing: text)
    } catch {
      throw SettingsError(error, file: file)
    }
  }

  private init(parsing text: String) throws(TOMLProblem) {
    self.init()
    let root = try TOMLRecord(parsing: text)
    try root.allow(
      "default_profile", "theme", "glyphs", "times", "session", "mapping", "delivery", "journal",
      "profiles")
    theme = try root.string("theme") ?? theme
    glyphs = try root.word("glyphs") ?? glyphs
    times = try root.string("times") ?? times
    guard ReaderZone(named: times) != nil else {
      throw root.error(
        "times is local, utc or a time zone, as Europe/Zurich; there is no zone \"\(times)\"",
        atValue: "times")
    }
    try readDestination(root)
    if let table = try root.table("delivery") { delivery = try DeliverySettings(table) }
    if let table = try root.table("journal") { history = try HistoryLimits(table) }
    if let table = try root.table("profiles") { try readProfiles(table) }
    try readDefaultProfile(root)
  }

  private mutating func readDestination(_ root: TOMLRecord) throws(TOMLProblem) {
    if let session = try root.table("session") {
      try session.allow("gap", "ids")
      let range = DestinationSettings.gapRange
      destination.gap = try session.duration("gap", in: range) ?? destination.gap
      destination.ids = try session.word("ids") ?? destination.ids
    }
    guard let mapping = try root.table("mapping") else { return }
    try mapping.allow("event_names", "occurred_at", "company")
    destination.eventNames = try mapping.word("event_names") ?? destination.eventNames
    destination.occurredAt = try mapping.word("occurred_at") ?? destination.occurredAt
    destination.company = try mapping.word("company") ?? destination.company
  }

  private mutating func readProfiles(_ table: TOMLRecord) throws(TOMLProblem) {
    for name in table.namesInOrder {
      guard name != Profile.sandbox.name else {
        throw table.error("the profile sandbox is built in; choose another name", at: name)
      }
      guard Profile.isName(name) else {
        throw table.error(
          "a profile's name has letters, digits, - and _ only, and at most 64 of them", at: name)
      }
      guard let profile = try table.table(name) else { continue }
      profiles.append(try Profile(profile, name: name))
    }
  }

  private mutating func readDefaultProfile(_ root: TOMLRecord) throws(TOMLProblem) {
    guard let name = try root.string("default_profile") else { return }
    guard profiles.contains(where: { $0.name == name }) else {
      let hint = suggestionOrChoice(for: name, among: profiles.map(\.name))
      throw root.error("there is no profile \"\(name)\"\(hint)", atValue: "default_profile")
    }
    defaultProfile = name
  }
}

extension DeliverySettings {
  fileprivate init(_ table: TOMLRecord) throws(TOMLProblem) {
    self.init()
    try table.allow(
      "tries", "backoff_base", "backoff_max", "connect_timeout", "timeout", "settle_after")
    tries = try table.integer("tries", in: 1...100) ?? tries
    let range = Milliseconds(1)...Milliseconds.hours(24)
    backoffBase = try table.duration("backoff_base", in: range) ?? backoffBase
    backoffMax = try table.duration("backoff_max", in: range) ?? backoffMax
    connectTimeout = try table.duration("connect_timeout", in: range) ?? connectTimeout
    timeout = try table.duration("timeout", in: range) ?? timeout
    settleAfter =
      try table.duration("settle_after", in: Milliseconds(0)...Milliseconds.hours(24))
      ?? settleAfter
  }
}

extension HistoryLimits {
  fileprivate init(_ table: TOMLRecord) throws(TOMLProblem) {
    self.init()
    try table.allow("keep_entries", "keep_days", "keep_megabytes")
    entries = try table.integer("keep_entries", in: 0...10_000_000) ?? entries
    days = try table.integer("keep_days", in: 1...36_500) ?? days
    bytes = try table.integer("keep_megabytes", in: 1...1_000_000).map { $0 * 1_000_000 }
  }
}

extension Profile {
  fileprivate init(_ table: TOMLRecord, name: String) throws(TOMLProblem) {
    try table.allow(
      "label", "org_pod", "base_url", "api_key", "mode", "read_only", "proxy", "ca_file",
      "segment")
    self.init(
      name: name, label: try table.string("label"), orgPod: try table.string("org_pod"),
      baseURL: try table.string("base_url"), key: try KeySource(of: table, "api_key"),
      mode: try table.word("mode") ?? .ask, isReadOnly: try table.bool("read_only") ?? false)
    proxy = try table.filled("proxy")
    authorities = try table.filled("ca_file")
    segment = try table.table("segment").map { table throws(TOMLProblem) in
      try SegmentSource(table)
    }
  }
}

extension SegmentSource {
  fileprivate init(_ table: TOMLRecord) throws(TOMLProblem) {
    try table.allow("write_key", "region", "endpoint")
    guard let key = try KeySource(of: table, "write_key") else {
      throw table.error(#"segment needs a write_key, as { env = "VARIABLE" }"#, at: "")
    }
    let regions = Self.endpoints.keys.sorted().reversed().joined(separator: " or ")
    let region = try table.string("region")
    if let endpoint = try table.filled("endpoint") {
      guard region == nil else {
        throw table.error("region and endpoint both say where; leave one out", atValue: "region")
      }
      do {
        _ = try BaseURL(endpoint)
      } catch {
        throw table.error("\(error)", atValue: "endpoint")
      }
      self.init(key: key, endpoint: endpoint)
    } else if let endpoint = Self.endpoints[region ?? "us"] {
      self.init(key: key, endpoint: endpoint)
    } else {
      throw table.error("region is \(regions)", atValue: "region")
    }
  }
}

extension KeySource {
  /// Nil when the profile names none.
  fileprivate init?(of profile: TOMLRecord, _ name: String) throws(TOMLProblem) {
    let hint =
      #"write \#(name) = { env = "VARIABLE" }, { file = "NAME.key" }, { command = ["…"] }"#
    guard profile.contains(name) else { return nil }
    guard profile.isTable(name), let table = try profile.table(name) else {
      throw profile.error(
        "the key itself never stands in this file; \(hint) or { keyring = \"NAME\" }",
        atValue: name)
    }
    try table.allow("env", "file", "command", "keyring")
    guard table.namesInOrder.count == 1 else {
      throw profile.error("\(name) has one source; \(hint)", atValue: name)
    }
    if let name = try table.filled("env") {
      self = .environment(name)
    } else if let path = try table.filled("file") {
      self = .file(path)
    } else if let name = try table.filled("keyring") {
      self = .keyring(name)
    } else {
      self = .command(try table.words("command"))
    }
  }
}
