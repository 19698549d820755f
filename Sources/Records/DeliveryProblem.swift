package import KustomerDestination

/// Why a delivery did not go through, in words for a person and for a machine.
package struct DeliveryProblem: Error, Sendable, Hashable {
  /// Who or what has to change before it can.
  package enum Cause: String, Sendable, Hashable, CaseIterable {
    /// The call: Kustomer refuses it.
    case call
    /// The key: wrong, expired, of another pod, or without a role.
    case key
    /// The way to the org.
    case unreachable
    /// The org's rate limit.
    case limit
    /// The org itself has trouble.
    case server
    /// Nobody knows whether it landed.
    case unknown
    /// The run was stopped before its turn.
    case stopped
  }

  /// Who or what has to change.
  package var cause: Cause
  /// A stable name.
  package var code: String
  /// One line: what happened, and where.
  package var message: String
  /// One line: what to do.
  package var hint: String
  /// The member of the request that Kustomer names, as it names it; nil when it names none.
  package var member: String?
  /// The pod that the key belongs to, when it came to another one; never kept in the journal.
  package var rightPod: String?

  /// A problem of that cause.
  package init(
    _ cause: Cause, _ code: String, _ message: String, hint: String, member: String? = nil
  ) {
    self.cause = cause
    self.code = code
    self.message = message
    self.hint = hint
    self.member = member
  }

  /// What to do about a call that waits in the outbox.
  package var hintToResume: String {
    let slower = cause == .limit ? ", --rate N/min slower" : ""
    return (hint.isEmpty ? "" : hint + "; ") + "send --resume goes on" + slower
  }

  /// `{"code","message","hint"}`; the hint is that of a call that waits, or of anything else.
  package func json(isWaiting: Bool = false) -> JSON {
    [
      "code": .string(code), "message": .string(message),
      "hint": .string(isWaiting ? hintToResume : hint),
    ]
  }
}
