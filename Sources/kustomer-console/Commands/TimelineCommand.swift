internal import ArgumentParser
internal import Delivery
internal import KustomerDestination

/// Prints a user's sessions as the journal predicts them, and beside them what the org has.
struct TimelineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "timeline",
    abstract: "Predict a user's sessions from what was sent, and read them back.")

  @Argument(help: ArgumentHelp("Whose timeline, by the userId.", valueName: "user-id"))
  var userID: String

  @Flag(help: "Read the org's sessions too: same, moved, missing, unexpected; only reads.")
  var readBack = false

  @OptionGroup var common: CommonOptions

  func run() throws {
    let invocation = Invocation(common)
    let settings = try invocation.settings()
    let profile = try invocation.profile(of: settings)
    let gap = settings.destination.gap
    let predicted = try invocation.existingJournal()?.predictedTimeline(
      of: userID, in: profile.name, gap: gap)
    let timeline = predicted ?? PredictedTimeline(person: .user(userID))
    guard readBack else { return try print(TimelineLines(timeline)) }
    let actual = try invocation.read(from: profile, settings) { [userID] reader in
      try await reader.timeline(of: userID)
    }
    let comparison = Comparison(timeline, actual)
    try print(TimelineLines(timeline, actual, comparison))
    try conclude(comparison, hasCustomer: actual != nil, profile)
  }

  private func print(_ lines: TimelineLines) throws {
    var output = LineOutput(raw: common.raw)
    for line in lines.all { try output.line(JSON.object(line).compact) }
    try output.flush()
  }

  /// What others have sent is news, but no prediction that did not hold.
  private func conclude(
    _ comparison: Comparison, hasCustomer: Bool, _ profile: Profile
  ) throws {
    let broken = comparison.count(.moved) + comparison.count(.missing)
    if !hasCustomer, !common.quiet, broken == 0 {
      StandardError.say("the org of profile \(profile.name) has no customer \(userID)")
    }
    guard broken > 0 else { return }
    let counts = Comparison.Finding.allCases.map { "\(comparison.count($0)) \($0.rawValue)" }
    let customer = hasCustomer ? "" : ", the org has no such customer"
    throw CommandFailure(
      .partly, "not all of \(userID) is as predicted: \(counts.joined(separator: ", "))\(customer)")
  }
}
