internal import ArgumentParser
internal import Delivery
internal import KustomerDestination

/// Tests key, pod and roles of the profile; only reads.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Test key, pod and roles of the profile; only reads.",
    discussion: helpText(examples: "kustomer-console check --profile acme"))

  @OptionGroup var listing: ListingOptions

  @OptionGroup var common: CommonOptions

  func run() throws {
    let invocation = Invocation(common)
    let settings = try invocation.settings()
    let profile = try invocation.profile(of: settings)
    let check = try invocation.read(from: profile, settings) { await $0.check() }
    var output = try Listing(
      [.init("name"), .init("value", isFlexible: true)], listing, invocation)
    try output.members(of: check.json)
    try output.flush()
    if let failure = check.failure { throw failure }
  }
}

extension ConnectionCheck {
  /// What the exit status follows from; reading back is not needed for sending.
  fileprivate var failure: CommandFailure? {
    if let problem { return CommandFailure(problem) }
    let missing = missingForSending
    guard !missing.isEmpty else { return nil }
    return CommandFailure(
      .refused,
      "the key lacks \(missing.joined(separator: ", ")); roles of a key cannot be changed,"
        + " make a new one in Kustomer")
  }
}
