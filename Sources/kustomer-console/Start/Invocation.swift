internal import Foundation
internal import Glibc
internal import KustomerDestination

/// What a command needs of the world: its environment, places, settings and clock.
struct Invocation {
  /// The options that every subcommand takes.
  let options: CommonOptions
  /// The process environment.
  let environment: [String: String]

  init(_ options: CommonOptions, environment: [String: String] = ProgramStart.environment) {
    self.options = options
    self.environment = environment
  }

  /// Where the files lie.
  func places() throws -> Places {
    try Places(environment: environment, config: options.config.map(Self.absolute))
  }

  /// What config.toml says.
  ///
  /// - Throws: `CommandFailure` when it cannot be read, or has no profile that `--profile` names.
  func settings() throws -> Settings {
    let settings = try ConfigFile(try places()).read()
    if let name = options.profile { _ = try settings.profile(named: name) }
    return settings
  }

  /// The profile in use: the option's, the environment's, or the default one.
  func profile(of settings: Settings) throws -> Profile {
    try settings.profile(named: namedProfile ?? settings.defaultProfile)
  }

  /// The profile that the option or the environment names; nil when neither does.
  var namedProfile: String? {
    options.profile
      ?? environment["KUSTOMER_CONSOLE_PROFILE"].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// `--now`, else the system's clock, read at each call.
  var now: Timestamp { options.now?.timestamp ?? Self.systemNow }

  /// What `now` is at each call, without a look at the options.
  func clock() -> () -> Timestamp {
    let fixed = options.now?.timestamp
    return { fixed ?? Self.systemNow }
  }

  /// The system's clock, read at each call.
  static var systemNow: Timestamp {
    Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000))
  }

  /// A clock that starts at `--now` and runs; else the system's.
  func runningClock() -> @Sendable () -> Timestamp {
    guard let start = options.now?.timestamp else { return { Self.systemNow } }
    let ahead = start - Self.systemNow
    return { Self.systemNow + ahead }
  }

  /// Whether a stream is a terminal.
  static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  /// Refuses a file to write whose folder is not there: that is a slip of the pen, not a wish.
  static func requireFolder(of path: String) throws {
    let folder = WritingPlace.folder(of: absolute(path))
    if let status = Files.status(folder), status.st_mode & S_IFMT == S_IFDIR { return }
    throw CommandFailure(.cannotWrite, "\(path): there is no folder \(folder); make it first")
  }

  /// A path that does not depend on the working folder.
  static func absolute(_ path: String) -> String {
    path.hasPrefix("/") ? path : Files.currentFolder + "/" + path
  }
}
