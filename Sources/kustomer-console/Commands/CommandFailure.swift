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

  /// The message.
  package var description: String { message ?? "status \(status.rawValue)" }
}
