internal import CallFormats
internal import Glibc

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

  /// The inputs that were named; stdin when none was.
  ///
  /// - Throws: `CommandFailure` when a file is missing, or when the program would wait for a
  ///   person to type calls.
  init(_ paths: [String], command: String, _ options: CommonOptions) throws {
    isQuiet = options.quiet
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
  ///   - receive: takes each record and, when there are several inputs, the name of its own.
  ///   - pause: called when nothing more is there at once, for instance in a slow pipe.
  /// - Throws: `CommandFailure` when an input is unreadable as a whole.
  func read(
    _ receive: (CallRecord, String?) throws -> Void,
    pause: () throws -> Void
  ) throws {
    var progress = Progress(total: totalSize, quiet: isQuiet)
    defer { progress.clear() }
    for source in sources {
      let name = sources.count > 1 ? source.name : nil
      try read(source, &progress, pause: pause) { try receive($0, name) }
    }
  }

  /// For messages: the place of a record's error in its file.
  func place(_ file: String?) -> String { file ?? sources.first?.name ?? "stdin" }

  private static let chunkSize = 1 << 18

  private func read(
    _ source: Source, _ progress: inout Progress, pause: () throws -> Void,
    _ receive: (CallRecord) throws -> Void
  ) throws {
    let descriptor = try open(source)
    defer { if descriptor != 0 { close(descriptor) } }
    let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.chunkSize, alignment: 16)
    defer { chunk.deallocate() }
    var reader = CallReader()
    while true {
      let count = Glibc.read(descriptor, chunk.baseAddress, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw Self.failure(source.name, errno) }
      if count == 0 {
        reader.end()
      } else {
        reader.append(UnsafeRawBufferPointer(rebasing: chunk[..<count]))
      }
      progress.add(count)
      try drain(&reader, source, &progress, receive)
      guard count > 0 else { return }
      if count < chunk.count { try pause() }
    }
  }

  private func drain(
    _ reader: inout CallReader, _ source: Source, _ progress: inout Progress,
    _ receive: (CallRecord) throws -> Void
  ) throws {
    while true {
      let record: CallRecord?
      do {
        record = try reader.next()
      } catch {
        throw CommandFailure(.unreadableInput, "\(source.name): \(error)")
      }
      guard let record else { return }
      // What is said about it needs the line.
      if case .failure = record.call { progress.clear() }
      if !isQuiet, !record.notes.isEmpty {
        progress.clear()
        for note in record.notes { StandardError.say("\(source.name): \(note)") }
      }
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
