package import Records

/// How a courier's run ended.
package enum CourierEnd: Sendable, Hashable {
  /// Every call of the run was delivered, failed or is uncertain.
  case finished
  /// Nobody may send to this profile's org with this key: exit status 77.
  case keyRefused(DeliveryProblem)
  /// The org could not be reached, and the run stopped: exit status 69.
  case unreachable(DeliveryProblem)
  /// The org's limit or trouble outlasted the tries: exit status 75.
  case trouble(DeliveryProblem)
  /// The first call that failed ended the run, as was asked for.
  case stoppedOnError(DeliveryProblem)
  /// Stopped from outside: exit status 130.
  case interrupted

  init(_ problem: DeliveryProblem) {
    switch problem.cause {
    case .key: self = .keyRefused(problem)
    case .unreachable: self = .unreachable(problem)
    case .limit, .server: self = .trouble(problem)
    case .call, .unknown: self = .stoppedOnError(problem)
    case .stopped: self = .interrupted
    }
  }
}
