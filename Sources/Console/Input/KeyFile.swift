internal import Tools

/// The key table of a person, with what could not be used of their keys.toml.
package struct LoadedKeys: Sendable {
  /// What counts.
  package var table: KeyTable
  /// In the order of the file.
  package var warnings: [FileWarning]
}

extension KeyTable {
  /// Reads keys.toml over the table of the program: `action = ["key", …]`, at the top for every
  /// place that the action has a key in, in `[context]` for that place alone.
  ///
  /// What cannot be used is warned about and leaves the action as it was.
  package static func reading(_ text: String, file: String) -> LoadedKeys {
    var reader = KeyFile(source: file)
    do {
      try reader.read(TOMLRecord(parsing: text))
    } catch {
      reader.warn("\(error.message); the program's own keys are used", line: error.place?.line)
    }
    return LoadedKeys(
      table: reader.table,
      warnings: reader.warnings.sorted { ($0.line ?? .max) < ($1.line ?? .max) })
  }
}

/// One `action = [keys]` of keys.toml.
struct KeyWish {
  var command: Command
  /// Nil for everywhere that the action has a key.
  var context: Context?
  var keys: [Key]
  var line: Int?
}

private struct KeyFile {
  let source: String
  var table = KeyTable.standard
  var warnings: [FileWarning] = []

  mutating func read(_ file: TOMLRecord) throws(TOMLProblem) {
    var wishes: [KeyWish] = []
    for name in file.namesInOrder {
      guard file.isTable(name), let inner = try file.table(name) else {
        wishes += wish(name, file, in: nil).map { [$0] } ?? []
        continue
      }
      let known = Context.allCases.map(\.name)
      guard let context = Context.allCases.first(where: { $0.name == name }) else {
        warn("unknown place [\(name)]\(hint(for: name, among: known))", line: file.line(of: name))
        continue
      }
      wishes += inner.namesInOrder.compactMap { wish($0, inner, in: context) }
    }
    wishes.sort { ($0.line ?? 0) < ($1.line ?? 0) }
    let assignment = KeyAssignment(KeyTable.standard, wishes: wishes)
    table = assignment.table
    for problem in assignment.problems { warn(problem.sentence, line: problem.line) }
  }

  private mutating func wish(
    _ name: String, _ table: TOMLRecord, in context: Context?
  ) -> KeyWish? {
    let line = table.line(of: name)
    let known = Command.allCases.map(\.name)
    guard let command = Command.allCases.first(where: { $0.name == name || $0.rawValue == name })
    else {
      warn("unknown action \"\(name)\"\(hint(for: name, among: known))", line: line)
      return nil
    }
    guard let words = try? table.strings(name) else {
      warn("\(name) is no list of keys; write \(name) = [\"F5\", \"C-r\"]", line: line)
      return nil
    }
    var keys: [Key] = []
    for word in words {
      do {
        keys.append(try Key(parsing: word))
      } catch {
        warn("\(name): \"\(word)\" \(error.reason)", line: line)
      }
    }
    // An empty list takes the keys away; a list of which nothing is left does not.
    return keys.isEmpty && !words.isEmpty
      ? nil : KeyWish(command: command, context: context, keys: keys, line: line)
  }

  private func hint(for word: String, among known: [String]) -> String {
    let near = suggestion(for: word, among: known)
    return near.isEmpty ? "; kustomer-console keys list names them" : near
  }

  mutating func warn(_ message: String, line: Int?) {
    warnings.append(FileWarning(source: source, line: line, message: message))
  }
}

extension Command {
  /// As keys.toml calls it: `open-palette`.
  package var name: String { kebab(rawValue) }
}

extension Context {
  /// As keys.toml calls it: `profile-form`.
  package var name: String { kebab(rawValue) }
}

private func kebab(_ word: String) -> String {
  word.reduce(into: "") { name, letter in
    name += letter.isUppercase ? "-" + letter.lowercased() : String(letter)
  }
}
