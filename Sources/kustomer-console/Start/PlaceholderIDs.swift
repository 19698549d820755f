internal import KustomerDestination

/// Calls whose id is nobody's, as `undefined` or `null`: an org merges strangers for good by them,
/// so that they go out only when somebody has asked for that.
struct PlaceholderIDs {
  /// Whether nobody has to be asked: an option says so, or it is the sandbox's.
  private let areAllowed: Bool
  private var places: [String] = []
  private var count = 0

  init(allowed: Bool, for profile: Profile) { areAllowed = allowed || profile.isSandbox }

  /// Looks at a call that is to be sent; its place is for people, as `line 3`.
  mutating func look(at plan: Plan, _ place: @autoclosure () -> String) {
    guard !areAllowed, plan.verdict.isReady, plan.hasPlaceholderID else { return }
    count += 1
    if places.count < 5 { places.append(place()) }
  }

  /// Why nothing is sent; nil when there is no such call.
  var failure: CommandFailure? {
    guard count > 0 else { return nil }
    let calls = count == 1 ? "1 call has" : "\(count) calls have"
    let more = count > places.count ? " and \(count - places.count) more" : ""
    return CommandFailure(
      .configuration,
      "\(calls) an id that is nobody's, as undefined or null (\(places.joined(separator: ", "))\(more)):"
        + " it would merge strangers for good, and nothing was sent; mend the ids, or give"
        + " --placeholders")
  }
}

extension Plan {
  /// Whether an id is one that programs write where there is none.
  var hasPlaceholderID: Bool { diagnostics.contains { $0.code == .idIsPlaceholder } }
}
