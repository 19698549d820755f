/// How the program ends, after sysexits.
package enum ExitStatus: Int32, Sendable, Hashable, CaseIterable {
  /// All done; filtered calls do not count against it.
  case done = 0
  /// Finished, but something in it failed: an unreadable record, a call that was not delivered.
  case partly = 1
  /// Wrong usage.
  case usage = 64
  /// The input is unreadable as a whole.
  case unreadableInput = 65
  /// An input file is missing.
  case missingInput = 66
  /// The org cannot be reached; the rest waits in the outbox.
  case unreachable = 69
  /// State, configuration or output cannot be written.
  case cannotWrite = 73
  /// A rate limit or trouble of the server outlasted the tries.
  case tryLater = 75
  /// The key was refused.
  case refused = 77
  /// The configuration or the profile is wrong; nothing was sent.
  case configuration = 78
  /// Interrupted; what is left is in the outbox.
  case interrupted = 130

  /// What the program says about it in its help.
  package var words: String {
    switch self {
    case .done: "all done"
    case .partly:
      "finished, but a record was unreadable, a call not delivered or an expectation not met"
    case .usage: "wrong usage"
    case .unreadableInput: "input unreadable as a whole"
    case .missingInput: "input file missing"
    case .unreachable: "org unreachable; the rest waits in the outbox"
    case .cannotWrite: "state, config or output cannot be written"
    case .tryLater:
      "rate limit or server trouble outlasted the tries, the rest waits in the outbox;"
        + " a watched call did not come"
    case .refused: "key refused: 401, 403, wrong pod, missing role"
    case .configuration: "configuration or profile wrong; nothing was sent"
    case .interrupted: "interrupted; what is left is in the outbox"
    }
  }

  /// The one that is told when several apply.
  package static func gravest(of statuses: some Sequence<ExitStatus>) -> ExitStatus {
    let order: [ExitStatus] = [
      .interrupted, .refused, .configuration, .unreachable, .tryLater, .cannotWrite,
      .unreadableInput, .missingInput, .usage, .partly, .done,
    ]
    let seen = Set(statuses)
    return order.first(where: seen.contains) ?? .done
  }
}
