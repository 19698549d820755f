internal import Foundation
internal import GRDB

/// The sandbox's records, one SQLite file for any number of processes, or memory.
///
/// Nothing is cached outside the database, so each process sees what the others wrote; each write
/// is one immediate transaction, so none is lost.
package struct SandboxState: Sendable {
  let queue: DatabaseQueue

  /// Opens the records, and makes them if they are missing.
  ///
  /// - Parameter path: made with mode 0600, its folder with 0700; nil keeps everything in memory.
  /// - Throws: `SandboxError.database`.
  package init(path: String?) throws(SandboxError) {
    do {
      queue = try path.map(Self.open) ?? DatabaseQueue(configuration: Self.configuration())
      try queue.write { try $0.prepareSchema() }
    } catch {
      throw .database(path: path ?? "in memory", problem: Self.sentence(error))
    }
  }

  private static func open(_ path: String) throws -> DatabaseQueue {
    try FileManager.default.createDirectory(
      atPath: (path as NSString).deletingLastPathComponent.isEmpty
        ? "." : (path as NSString).deletingLastPathComponent,
      withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    createPrivately(path)
    var configuration = configuration()
    configuration.journalMode = .wal
    return try retryingWhileBusy { try DatabaseQueue(path: path, configuration: configuration) }
  }

  /// Makes the file with mode 0600; one that exists is not touched.
  ///
  /// It is never opened a second time by hand: closing that descriptor would drop SQLite's locks.
  private static func createPrivately(_ path: String) {
    let descriptor = Foundation.open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
    if descriptor >= 0 { close(descriptor) }
  }

  /// Two processes that switch a new file to WAL at once get SQLITE_BUSY without any waiting.
  private static func retryingWhileBusy<T>(_ work: () throws -> T) throws -> T {
    for _ in 0..<100 {
      do {
        return try work()
      } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
        usleep(20_000)
      }
    }
    return try work()
  }

  private static func configuration() -> Configuration {
    var configuration = Configuration()
    configuration.busyMode = .timeout(10)
    configuration.label = "sandbox"
    return configuration
  }

  static func sentence(_ error: any Error) -> String {
    switch error {
    case let error as DatabaseError: error.message ?? "SQLite error \(error.resultCode.rawValue)"
    case let error as NewerSchema: "made by a newer version (schema \(error.version))"
    default: error.localizedDescription
    }
  }
}
