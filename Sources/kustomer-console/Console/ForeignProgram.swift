internal import Console
internal import Glibc
internal import KustomerDestination
internal import Terminal
internal import Tools

/// The person's own editor and pager, run on our terminal without a shell.
///
/// The text goes to a file that nobody else may read, in a folder of our own; it is gone after the
/// program, and at the next start if this process was killed meanwhile.
struct ForeignProgram {
  /// The environment in which this program was started, with its own TERM and TERMINFO.
  let environment: [String: String]
  /// Where the files lie while they are needed.
  let folder: String

  /// Edits a text; what the editor left, or why nothing was done.
  ///
  /// What it saved is never lost: where it cannot be taken, it is kept and said where.
  func edit(_ job: EditJob) -> Message {
    do {
      let words = try words(of: ["VISUAL", "EDITOR"], otherwise: "vi")
      let file = try write(job.text, suffix: job.suffix)
      let start = ContinuousClock.now
      let status: Int32
      do {
        status = try Child(words + [file], environment: environment).wait()
      } catch {
        Files.remove(file)
        throw error
      }
      guard let text = saved(in: file) else { return keep(file, saidBy: words[0]) }
      Files.remove(file)
      if status == 0, text == job.text, ContinuousClock.now - start < Self.glance {
        return .failed(
          "\(words[0]) ended at once and changed nothing; one that goes on in a window of its own"
            + " must wait, as in EDITOR=\"code --wait\"")
      }
      guard status != 0 else { return .edited(job, text) }
      let end = "\(words[0]) \(Self.end(status))"
      guard text != job.text else { return .failed("\(end); the draft is as it was") }
      return .editKept(job, text, because: end)
    } catch {
      return .failed("\(error); the draft is as it was")
    }
  }

  private func saved(in file: String) -> String? {
    guard let bytes = try? PrivateFile(file).read(limit: Self.limit)?.bytes else { return nil }
    return String(validating: bytes, as: UTF8.self)
  }

  /// Puts aside what cannot be read as a text, or was removed.
  private func keep(_ file: String, saidBy name: String) -> Message {
    let kept = "\(folder)/kept.\(Invocation.systemNow.milliseconds)"
    guard Files.move(file, to: kept) else {
      return .failed("\(name) left no file; the draft is as it was")
    }
    return .failed("what \(name) left is not UTF-8, or too long; it is kept in \(kept)")
  }

  /// Shows a text; nil when all went well.
  func page(_ text: String) -> Message? {
    do {
      let words = try words(of: ["PAGER"], otherwise: "less")
      let safe = text.split(separator: "\n", omittingEmptySubsequences: false)
        .map { displaySafe(String($0)) }.joined(separator: "\n")
      let file = try write(safe + "\n", suffix: "txt")
      defer { Files.remove(file) }
      let start = ContinuousClock.now
      let status = try Child(words + [file], environment: environment).wait()
      // One that ends by itself, as cat does, has just written what nobody could read yet.
      if ContinuousClock.now - start < Self.glance {
        waitForKey(saying: "-- \(displaySafe(words[0])) has ended; a key goes back --")
      }
      return status == 0 ? nil : .failed("\(words[0]) \(Self.end(status))")
    } catch {
      return .failed("\(error)")
    }
  }

  /// Removes the files of processes that are gone.
  func sweep() {
    for name in Files.names(in: folder) ?? [] {
      guard let owner = name.split(separator: "-").last?.prefix(while: \.isNumber),
        let process = pid_t(owner), kill(process, 0) != 0, errno == ESRCH
      else { continue }
      Files.remove(folder + "/" + name)
    }
  }

  private static let limit = 4 << 20
  /// Nobody reads a text and leaves pager or editor in less.
  private static let glance = Duration.milliseconds(800)

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
    ForeignProgram(
      environment: environment.withoutKeys(try settings().keyVariables),
      folder: try places().editing)
  }
}
