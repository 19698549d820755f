internal import ArgumentParser
internal import CallFormats
internal import Glibc
internal import KustomerDestination
internal import Tools

/// The inputs of a command: files, or what is piped in, read once and in order.
struct InputFiles {
  /// A file by its path, or stdin.
  private enum Source {
    case standardInput
    case file(String)

    var name: String {
      switch self {
      case .standardInput: "stdin"
      case .file(let path): path
      }
    }
  }

  private let sources: [Source]
  private let isQuiet: Bool
  private let ids: GivenIDs

  /// The inputs that were named; stdin when none was.
  ///
  /// - Throws: `CommandFailure` when a file is missing, or when the program would wait for a
  ///   person to type calls.
  init(
    _ paths: [String], command: String, _ options: CommonOptions, ids: GivenIDs = GivenIDs()
  ) throws {
    isQuiet = options.quiet
    self.ids = ids
    if paths.isEmpty, Invocation.isTerminal(0) {
      throw CommandFailure(
        .usage,
        "no input; name a file or pipe calls in, as in: kustomer-console \(command) calls.ndjson")
    }
    sources =
      paths.isEmpty ? [.standardInput] : paths.map { $0 == "-" ? .standardInput : .file($0) }
    for case .file(let path) in sources where !Files.exists(path) {
      throw Self.failure(path, errno)
    }
  }

  /// Reads all inputs.
  ///
  /// - Parameters:
  ///   - tellsDiagnostics: whether what reading found is told here; `map` prints it itself.
  ///   - receive: takes each record and, when there are several inputs, the name of its own.
  ///   - pause: called when nothing more is there at once, for instance in a slow pipe.
  /// - Throws: `CommandFailure` when an input is unreadable as a whole.
  func read(
    tellsDiagnostics: Bool = true,
    _ receive: (CallRecord, String?) throws -> Void,
    pause: () throws -> Void
  ) throws {
    var progress = Progress(total: totalSize, quiet: isQuiet)
    defer { progress.clear() }
    for source in sources {
      let name = sources.count > 1 ? source.name : nil
      var told = Told(name: source.name, isQuiet: isQuiet, tellsDiagnostics: tellsDiagnostics)
      try read(source, &progress, &told, pause: pause) { try receive($0, name) }
      if told.isEmpty {
        progress.clear()
        told.say("there are no calls in it")
      }
    }
  }

  /// For messages: the place of a record's error in its file.
  func place(_ file: String?) -> String { file ?? sources.first?.name ?? "stdin" }

  private static let chunkSize = 1 << 18

  private func read(
    _ source: Source, _ progress: inout Progress, _ told: inout Told,
    pause: () throws -> Void, _ receive: (CallRecord) throws -> Void
  ) throws {
    let descriptor = try open(source)
    defer { if descriptor != 0 { close(descriptor) } }
    var reader = CallReader(ids: ids)
    let code = try readPieces(of: descriptor, size: Self.chunkSize) { piece in
      if piece.isEmpty { reader.end() } else { reader.append(piece) }
      progress.add(piece.count)
      try drain(&reader, source, &progress, &told, receive)
      if 1..<Self.chunkSize ~= piece.count { try pause() }
      return true
    }
    if let code { throw Self.failure(source.name, code) }
  }

  private func drain(
    _ reader: inout CallReader, _ source: Source, _ progress: inout Progress,
    _ told: inout Told, _ receive: (CallRecord) throws -> Void
  ) throws {
    while true {
      let record: CallRecord?
      do {
        record = try reader.next()
      } catch {
        throw CommandFailure(.unreadableInput, "\(source.name): \(error)")
      }
      guard let record else { return }
      if told.hasToTell(of: record) { progress.clear() }
      told.tell(of: record)
      try receive(record)
    }
  }

  /// Bytes of all inputs; nil when one is a pipe.
  private var totalSize: Int? {
    var total = 0
    for source in sources {
      guard case .file(let path) = source else { return nil }
      guard let status = Files.status(path), status.st_mode & S_IFMT == S_IFREG else { return nil }
      total += Int(status.st_size)
    }
    return total
  }

  private func open(_ source: Source) throws -> Int32 {
    guard case .file(let path) = source else { return 0 }
    let descriptor = Files.open(path, O_RDONLY)
    guard descriptor >= 0 else { throw Self.failure(path, errno) }
    return descriptor
  }

  private static func failure(_ name: String, _ reason: Int32) -> CommandFailure {
    switch reason {
    case EBADF where name == Source.standardInput.name:
      CommandFailure(.missingInput, "stdin is closed; name a file, or pipe calls in")
    case ENOENT, ENOTDIR: CommandFailure(.missingInput, "\(name): there is no such file")
    default:
      CommandFailure(
        .unreadableInput,
        "\(name): cannot be read: \(SystemError(reason))")
    }
  }
}

/// What is told to people of the records of one input, beside the lines on stdout.
private struct Told {
  let name: String
  let isQuiet: Bool
  let tellsDiagnostics: Bool
  private(set) var isEmpty = true
  /// What was found in a record is told of the first one that has it.
  private var found: Set<Diagnostic> = []

  init(name: String, isQuiet: Bool, tellsDiagnostics: Bool) {
    self.name = name
    self.isQuiet = isQuiet
    self.tellsDiagnostics = tellsDiagnostics
  }

  /// Whether a record needs the line on which progress is shown.
  func hasToTell(of record: CallRecord) -> Bool {
    if case .failure = record.call { return true }
    return !isQuiet && !(record.notes.isEmpty && record.diagnostics.isEmpty)
  }

  mutating func tell(of record: CallRecord) {
    isEmpty = false
    for note in record.notes { say(note) }
    guard tellsDiagnostics else { return }
    for diagnostic in record.diagnostics where found.insert(diagnostic).inserted {
      say("line \(record.line): \(diagnostic.message) (\(diagnostic.code.rawValue))")
    }
  }

  func say(_ sentence: String) {
    if !isQuiet { StandardError.say("\(name): \(sentence)") }
  }
}

/// `--user-id` and `--anonymous-id`: ids for calls that have neither.
struct IDOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The userId of calls that have no id.", valueName: "id"))
  var userId: String?

  @Option(help: ArgumentHelp("The anonymousId of calls that have no id.", valueName: "id"))
  var anonymousId: String?

  /// As the readers take them.
  var ids: GivenIDs { GivenIDs(userId: userId, anonymousId: anonymousId) }

  func validate() throws {
    for (name, id) in [("--user-id", userId), ("--anonymous-id", anonymousId)] {
      guard let id, id.allSatisfy(\.isWhitespace) else { continue }
      throw ValidationError("\(name) is blank; give an id")
    }
  }
}
