internal import Console
internal import Delivery
internal import LoopbackHTTP
internal import Records
internal import Sandbox
internal import Tools

/// Why a command stopped: the status it ends with and its one line for stderr.
package struct CommandFailure: Error, Sendable, Hashable, CustomStringConvertible {
  /// What the process ends with.
  package var status: ExitStatus
  /// What happened, where, what to do; nil when everything has been said.
  package var message: String?

  /// A failure; without a message when everything has been said.
  package init(_ status: ExitStatus, _ message: String? = nil) {
    self.status = status
    self.message = message
  }

  /// What an error of the engine means for the command line; nil for one of ArgumentParser.
  init?(_ error: any Error) {
    switch error {
    case let failure as CommandFailure: self = failure
    case let error as SettingsError: self.init(error.status, "\(error)")
    case is AddressRefusal, is SendRefusal: self.init(.configuration, "\(error)")
    case is JournalError: self.init(.cannotWrite, "\(error)")
    case is ListeningFailure: self.init(.configuration, "\(error)")
    case let failure as ReadFailure: self.init(failure.problem)
    case FindOutError.read(let failure): self.init(failure.problem)
    case FindOutError.journal(let error): self.init(.cannotWrite, "\(error)")
    case let error as CallQueryError: self.init(.usage, error.sentence)
    case let error as SandboxError: self.init(error.status, "\(error)")
    default:
      guard let refusal = SystemError(error) else { return nil }
      self.init(.cannotWrite, "\(refusal)")
    }
  }

  /// What trouble with the org means for a command that ends with it.
  init(_ problem: DeliveryProblem) {
    self.init(problem.status, "\(problem.message); \(problem.hint)")
  }

  /// The message.
  package var description: String { message ?? "status \(status.rawValue)" }
}

/// What went wrong, in one sentence, whoever threw it.
func sentence(of error: any Error) -> String { CommandFailure(error)?.message ?? "\(error)" }

extension CallQueryError {
  fileprivate var sentence: String {
    guard choices.isEmpty else {
      return
        "the history has no \(key) \"\(value)\"\(suggestionOrChoice(for: value, among: choices))"
    }
    return "\(self)"
  }
}

extension SandboxError {
  fileprivate var status: ExitStatus {
    switch self {
    case .fault, .rate, .clock: .usage
    case .database: .cannotWrite
    case .port: .configuration
    }
  }
}

extension SettingsError {
  fileprivate var status: ExitStatus { isWriting ? .cannotWrite : .configuration }
}

extension DeliveryProblem {
  fileprivate var status: ExitStatus {
    switch cause {
    case .key: .refused
    case .unreachable: .unreachable
    case .limit, .server: .tryLater
    case .call, .unknown, .stopped: .partly
    }
  }
}
