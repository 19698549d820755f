internal import Console
internal import Glibc
internal import Terminal

/// The person's own editor and pager, run on our terminal without a shell.
///
/// The text goes to a file that nobody else may read, in a folder of our own; it is gone after the
/// program, and at the next start if this process was killed meanwhile.
struct ForeignProgram {
  /// The environment in which this program was started, with its own TERM and TERMINFO.
  let environment: [String: String]
  /// Where the files lie while they are needed.
  let folder: String

  /// Edits a text; what the editor left, or why it counts for nothing.
  func edit(_ job: EditJob) -> Message {
    do {
      let words = try words(of: ["VISUAL", "EDITOR"], otherwise: "vi")
      let file = try write(job.text, suffix: job.suffix)
      defer { unlink(file) }
      let status = try runProgram(words + [file], environment: environment)
      guard status == 0 else {
        return .failed("\(words[0]) \(Self.end(status)); the draft is as it was")
      }
      let bytes = try PrivateFile(file).read(limit: Self.limit) ?? []
      guard let text = String(validating: bytes, as: UTF8.self) else {
        return .failed("what \(words[0]) left is not UTF-8; the draft is as it was")
      }
      return .edited(job, text)
    } catch {
      return .failed("\(error); the draft is as it was")
    }
  }

  /// Shows a text; nil when all went well.
  func page(_ text: String) -> Message? {
    do {
      let words = try words(of: ["PAGER"], otherwise: "less")
      let safe = text.split(separator: "\n", omittingEmptySubsequences: false)
        .map { displaySafe(String($0)) }.joined(separator: "\n")
      let file = try write(safe + "\n", suffix: "txt")
      defer { unlink(file) }
      var environment = environment
      // A pager that leaves at once, as less -F with a short text, would show nothing here.
      environment["LESS"] = (environment["LESS"] ?? "") + " -+F"
      let status = try runProgram(words + [file], environment: environment)
      return status == 0 ? nil : .failed("\(words[0]) \(Self.end(status))")
    } catch {
      return .failed("\(error)")
    }
  }

  /// Removes the files of processes that are gone.
  func sweep() {
    guard let directory = opendir(folder) else { return }
    defer { closedir(directory) }
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard let owner = name.split(separator: "-").last?.prefix(while: \.isNumber),
        let process = pid_t(owner), kill(process, 0) != 0, errno == ESRCH
      else { continue }
      unlink(folder + "/" + name)
    }
  }

  private static let limit = 4 << 20

  private func words(of variables: [String], otherwise: String) throws -> [String] {
    for variable in variables {
      guard let value = environment[variable] else { continue }
      let words = try commandWords(value, of: variable)
      if !words.isEmpty { return words }
    }
    return [otherwise]
  }

  private func write(_ text: String, suffix: String) throws -> String {
    try PrivateFile.makeFolder(folder)
    let path = "\(folder)/kustomer-\(getpid()).\(suffix)"
    try PrivateFile(path).write(Array(text.utf8))
    return path
  }

  private static func end(_ status: Int32) -> String {
    status > 128 ? "was ended by signal \(status - 128)" : "ended with status \(status)"
  }
}

/// The words of a command as a shell would cut it, without running one: quotes and backslashes
/// count, nothing is filled in.
///
/// - Throws: `CommandFailure` when a quote is not closed.
func commandWords(_ command: String, of variable: String) throws(CommandFailure) -> [String] {
  var words: [String] = []
  var word: String?
  var quote: Character?
  var rest = command[...]
  while let character = rest.popFirst() {
    switch character {
    case "\\" where quote != "'":
      if let next = rest.popFirst() { word = (word ?? "") + String(next) }
    case "'", "\"":
      if quote == character {
        quote = nil
      } else if quote == nil {
        quote = character
        word = word ?? ""
      } else {
        word = (word ?? "") + String(character)
      }
    case _ where quote == nil && character.isWhitespace:
      if let done = word { words.append(done) }
      word = nil
    default: word = (word ?? "") + String(character)
    }
  }
  guard quote == nil else {
    throw CommandFailure(.configuration, "\(variable) has a quote that is not closed; correct it")
  }
  return words + (word.map { [$0] } ?? [])
}

extension Invocation {
  /// The person's editor and pager.
  func foreignProgram() throws -> ForeignProgram {
    ForeignProgram(environment: environment, folder: try places().editing)
  }
}
