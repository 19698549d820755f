internal import CallFormats
internal import Console
internal import Delivery
internal import Glibc
internal import KustomerDestination
internal import Tools

/// Reads a file of calls for the console; nothing of it is kept.
struct BatchReading {
  /// As the person wrote it; `~` stands for the home folder.
  let path: String
  let home: String?

  /// What is longer is a matter for the command line.
  private static let most = 20_000

  /// The records of the file, in order.
  ///
  /// - Throws: `CommandFailure` when it cannot be read as a whole.
  func records() throws -> [CallRecord] {
    let descriptor = try open()
    defer { close(descriptor) }
    var reader = CallReader()
    var records: [CallRecord] = []
    let code = try readPieces(of: descriptor, size: 1 << 18) { piece in
      if piece.isEmpty { reader.end() } else { reader.append(piece) }
      try drain(&reader, into: &records)
      return true
    }
    if let code { throw failure(code) }
    return records
  }

  /// The file's name without its folders.
  var name: String { path.split(separator: "/").last.map(String.init) ?? path }

  private func drain(_ reader: inout CallReader, into records: inout [CallRecord]) throws {
    do throws(InputRefusal) {
      while let record = try reader.next() {
        records.append(record)
        guard records.count <= Self.most else { break }
      }
    } catch {
      throw CommandFailure(.unreadableInput, "\(name): \(error)")
    }
    guard records.count <= Self.most else {
      throw CommandFailure(
        .unreadableInput,
        "\(name) holds over \(Self.most) calls; kustomer-console send takes files of any length")
    }
  }

  /// Only regular files: reading anything else may never end.
  private func open() throws -> Int32 {
    let descriptor = Files.open(Files.seen(fullPath), O_RDONLY | O_NONBLOCK)
    guard descriptor >= 0 else { throw failure(errno) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw CommandFailure(.unreadableInput, "\(path) is no file; name a file of calls")
    }
    return descriptor
  }

  /// The path with `~` for the home folder.
  var fullPath: String {
    guard let home, path == "~" || path.hasPrefix("~/") else { return path }
    return home + path.dropFirst()
  }

  private func failure(_ reason: Int32) -> CommandFailure {
    guard reason == ENOENT || reason == ENOTDIR else {
      return CommandFailure(
        .unreadableInput,
        "\(path) cannot be read: \(SystemError(reason))")
    }
    return CommandFailure(
      .missingInput,
      "there is no file \(path); the path counts from here: "
        + Files.currentFolder)
  }
}

extension CallBatch {
  /// What a file holds, mapped after what the journal has of the same persons.
  init(
    _ reading: BatchReading, of profile: String, _ journal: Journal, _ settings: Settings,
    at now: Timestamp
  ) throws {
    let records = try reading.records()
    let ids = records.compactMap { try? $0.call.get().ids }
    let sessions = try journal.sessions(
      of: profile, users: ids.compactMap(\.user), visitors: ids.compactMap(\.visitor))
    self.init(
      reading.name, records: records, settings: settings.destination, sessions: sessions, at: now)
  }
}
