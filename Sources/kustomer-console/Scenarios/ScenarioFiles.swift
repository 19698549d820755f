internal import Console
internal import Glibc
internal import KustomerDestination
internal import Tools

/// Finds scenarios: by path, then in the scenarios folder, then among the bundled.
struct ScenarioFiles {
  let places: Places

  /// A scenario as found.
  struct Found {
    /// For messages: a path, or the name of a bundled one.
    var source: String
    var scenario: Scenario
  }

  /// The scenario that a word means.
  ///
  /// - Parameter word: a path, a file's name with or without `.toml`, or a scenario's own name.
  /// - Returns: the first that is found, read.
  /// - Throws: `CommandFailure`: 66 when there is none, 65 when it cannot be read.
  func scenario(_ word: String) throws -> Found {
    if let found = try file(Invocation.absolute(word), as: word) { return found }
    let name = word.hasSuffix(".toml") ? String(word.dropLast(5)) : word
    if !word.contains("/") {
      if let found = try file(places.scenarios + "/" + name + ".toml") { return found }
      if let bundled = EmbeddedFile.scenarios.first(where: { $0.name == name }) {
        return try read(bundled.text, source: bundled.name + ".toml")
      }
      if let found = try named(name) { return found }
    }
    let hint = word.contains("/") ? "" : suggestionOrChoice(for: name, among: try names())
    throw CommandFailure(.missingInput, "there is no scenario \"\(word)\"\(hint)")
  }

  /// The files of the user's folder, by name.
  func own() throws -> [String] {
    guard Files.exists(places.scenarios) else { return [] }
    guard let names = Files.names(in: places.scenarios) else {
      throw PrivateFile(places.scenarios).failure("cannot be read", errno)
    }
    return names.filter { $0.hasSuffix(".toml") }.sorted()
  }

  /// The user's scenarios as the console lists them, broken ones too.
  func listed() throws -> [ListedScenario] {
    try own().compactMap { name in
      try text(places.scenarios + "/" + name).map {
        ListedScenario(source: name, text: $0, isOwn: true)
      }
    }
  }

  /// Adds a call as a step to the end of a scenario of the user's folder, made if it is missing.
  ///
  /// Every other character stays.
  ///
  /// - Returns: what was done, in one sentence.
  /// - Throws: `CommandFailure` when the file cannot be read as a scenario; `SettingsError` when it
  ///   cannot be written.
  func append(_ call: JSON, to name: String) throws -> String {
    let path = places.scenarios + "/" + name + ".toml"
    let former = try text(path)
    if let former { _ = try read(former, source: path) }
    let text = ScenarioText.appending(call, to: former, name: name)
    let steps = try read(text, source: path).scenario.steps.count
    try PrivateFile(path).write(Array(text.utf8))
    return "step \(steps) of \(name) is written to \(path)"
  }

  /// The text of a file; nil when there is none.
  func text(_ path: String, as name: String? = nil) throws -> String? {
    guard let bytes = try Self.read(path, as: name ?? path) else { return nil }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw CommandFailure(
        .unreadableInput, "\(name ?? path): not UTF-8 text; save it as UTF-8")
    }
    return text
  }

  private static func read(_ path: String, as name: String) throws -> [UInt8]? {
    guard let status = Files.status(path), status.st_mode & S_IFMT != S_IFDIR else { return nil }
    do {
      return try PrivateFile(path).read(limit: 8 << 20, isAnyKind: true)?.bytes
    } catch {
      throw CommandFailure(.missingInput, "\(name): \(error.message)")
    }
  }

  /// The names of all, the user's first.
  func names() throws -> [String] {
    let names = try own().map { String($0.dropLast(5)) } + EmbeddedFile.scenarios.map(\.name)
    return names.reduce(into: []) { list, name in
      if !list.contains(name) { list.append(name) }
    }
  }

  private func file(_ path: String, as name: String? = nil) throws -> Found? {
    try text(path, as: name).map { try read($0, source: name ?? path) }
  }

  /// A scenario by its own name, as `one visit is one session`; a broken file is no candidate.
  private func named(_ name: String) throws -> Found? {
    let wanted = Self.plain(name)
    let files = try own().compactMap { file in
      try text(places.scenarios + "/" + file).map { (places.scenarios + "/" + file, $0) }
    }
    let bundled = EmbeddedFile.scenarios.map { ($0.name + ".toml", $0.text) }
    for (source, text) in files + bundled {
      guard let scenario = try? Scenario(parsing: text) else { continue }
      if Self.plain(scenario.name) == wanted { return Found(source: source, scenario: scenario) }
    }
    return nil
  }

  /// Letters and digits alone.
  private static func plain(_ name: String) -> String {
    name.lowercased().filter { $0.isLetter || $0.isNumber }
  }

  private func read(_ text: String, source: String) throws -> Found {
    do throws(TOMLProblem) {
      return Found(source: source, scenario: try Scenario(parsing: text))
    } catch {
      let separator = error.place == nil ? ": " : ":"
      throw CommandFailure(.unreadableInput, source + separator + error.description)
    }
  }
}
