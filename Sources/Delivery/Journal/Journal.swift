internal import Foundation
internal import GRDB
internal import Glibc
package import KustomerDestination

/// One SQLite file: outbox, history, drafts and sent sessions of all profiles.
///
/// A class because it is the identity of the open file; several processes may have it open at
/// once. What is written is on disk before the call returns.
package final class Journal: Sendable {
  let pool: DatabasePool
  let clock: @Sendable () -> Timestamp
  /// Tells the present whatever `--now` says: who holds a lease, and what is kept how long.
  let system: @Sendable () -> Timestamp
  /// By the system's clock.
  let opened: Timestamp
  /// Where the file lies.
  package let path: String
  /// What was found half done when the journal was opened.
  package let recovery: JournalRecovery

  /// Opens the journal, creates it when it is missing, and puts in order what a process that
  /// ended in the middle has left.
  ///
  /// - Parameters:
  ///   - path: of the file; its folder is created 0700 when missing, the file 0600.
  ///   - clock: tells the present as the program shows it, in the times of attempts.
  ///   - system: tells the real present, for leases and for what is kept how long.
  /// - Throws: `JournalError`.
  package init(
    at path: String, clock: @escaping @Sendable () -> Timestamp,
    system: @escaping @Sendable () -> Timestamp = Journal.systemClock
  ) throws(JournalError) {
    self.path = path
    self.clock = clock
    self.system = system
    opened = system()
    do {
      try Self.prepareFile(at: path)
      let turn = try Self.takeTurn(at: path)
      defer { close(turn) }
      let pool = try DatabasePool(path: path, configuration: Self.configuration)
      let migrator = JournalSchema.migrator
      if try pool.read(migrator.hasBeenSuperseded) { throw JournalError.newer(path: path) }
      try migrator.migrate(pool)
      recovery = try pool.write {
        try JournalRecovery.recover($0, at: clock(), system: system())
      }
      self.pool = pool
    } catch {
      throw JournalError(error, path: path)
    }
  }

  /// The system's clock.
  package static let systemClock: @Sendable () -> Timestamp = {
    Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000))
  }

  private static var configuration: Configuration {
    var configuration = Configuration()
    configuration.busyMode = .timeout(10)
    configuration.label = "journal"
    // A log of some hundred kB, so that a small disk holds more calls than log.
    configuration.prepareDatabase { database in
      try database.execute(sql: "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 200")
    }
    return configuration
  }

  /// Makes a folder with mode 0700, and those above it; one that is there stays as it is.
  private static func makeFolder(_ folder: String, of path: String) throws(JournalError) {
    var made = folder.hasPrefix("/") ? "/" : ""
    for part in folder.split(separator: "/") {
      made += part + "/"
      guard mkdir(made, 0o700) != 0 else { continue }
      let reason = errno
      // A folder that is there may lie in one in which nothing can be made.
      guard reason != EEXIST, access(made, F_OK) != 0 else { continue }
      throw .cannotOpen(path: path, reason: String(cString: strerror(reason)))
    }
  }

  /// SQLite gives its side files the permissions of the main one, so that must be right before.
  private static func prepareFile(at path: String) throws {
    try makeFolder((path as NSString).deletingLastPathComponent, of: path)
    let file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    if file >= 0 {
      close(file)
    } else if errno == EEXIST {
      try keepPrivate(path)
    } else {
      throw JournalError.cannotOpen(path: path, reason: String(cString: strerror(errno)))
    }
  }

  /// Waits until no other process opens a journal in that folder: two that make its tables at once
  /// get in each other's way.
  ///
  /// The turn is a lock on the folder, not on the file, whose locks are SQLite's.
  ///
  /// - Returns: what gives the turn back when it is closed.
  private static func takeTurn(at path: String) throws -> Int32 {
    let folder = (path as NSString).deletingLastPathComponent
    let descriptor = open(folder.isEmpty ? "." : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw JournalError.cannotOpen(path: path, reason: String(cString: strerror(errno)))
    }
    let deadline = ContinuousClock.now + .seconds(10)
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      // A file system without such locks has no turns.
      guard errno == EWOULDBLOCK || errno == EINTR else { break }
      guard ContinuousClock.now < deadline else {
        close(descriptor)
        throw JournalError.locked(path: path)
      }
      usleep(5_000)
    }
    return descriptor
  }

  /// Takes the permissions of others away from a journal that is there, through the open file.
  ///
  /// It is not opened for reading: closing that descriptor would drop the locks that SQLite holds on
  /// the file for a journal that this process has open already.
  private static func keepPrivate(_ path: String) throws {
    // O_PATH, which Swift does not import.
    let file = open(path, 0o10_000_000 | O_CLOEXEC)
    guard file >= 0 else {
      throw JournalError.cannotOpen(path: path, reason: String(cString: strerror(errno)))
    }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw JournalError.cannotOpen(path: path, reason: "it is no regular file")
    }
    chmod("/proc/self/fd/\(file)", 0o600)
  }
}

extension Journal {
  func read<Value>(_ body: (Database) throws -> Value) throws(JournalError) -> Value {
    do {
      return try pool.read(body)
    } catch {
      throw JournalError(error, path: path)
    }
  }

  func write<Value>(_ body: (Database) throws -> Value) throws(JournalError) -> Value {
    do {
      return try pool.write(body)
    } catch {
      throw JournalError(error, path: path)
    }
  }

  /// Gives the log's space back as far as that goes; what fails is tried with the next write.
  func shrinkLog() { _ = try? pool.writeWithoutTransaction { try $0.checkpoint(.truncate) } }

  /// As `write`, without blocking the caller's thread, and whether or not the task is cancelled:
  /// an answer that has come must be written down.
  func commit(_ body: @escaping @Sendable (Database) throws -> Void) async throws(JournalError) {
    let result: Result<Void, any Error> = await withCheckedContinuation { continuation in
      pool.asyncWrite(body) { _, result in continuation.resume(returning: result) }
    }
    do {
      try result.get()
    } catch {
      throw JournalError(error, path: path)
    }
  }
}
