internal import ArgumentParser
internal import Console
internal import Delivery
internal import KustomerDestination
internal import Records

/// Prints a user's sessions as the journal predicts them, and beside them what the org has.
struct TimelineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "timeline",
    abstract: "Predict a user's sessions from what was sent, and read them back.",
    discussion: helpText(
      examples: "kustomer-console timeline userId123",
      "kustomer-console timeline userId123 --svg sessions.svg",
      "kustomer-console timeline userId123 --profile acme --read-back"))

  @Argument(help: ArgumentHelp("Whose timeline, by the userId.", valueName: "user-id"))
  var userID: String

  @Flag(help: "Read the org's sessions too: same, moved, missing, unexpected; only reads.")
  var readBack = false

  @Option(
    help: ArgumentHelp("Write the picture for a slide; - for stdout.", valueName: "file"),
    completion: .file())
  var svg: String?

  @Option(
    help: ArgumentHelp("Write the picture as Markdown; - for stdout.", valueName: "file"),
    completion: .file())
  var md: String?

  @Option(
    help: ArgumentHelp("Write the picture as plain text; - for stdout.", valueName: "file"),
    completion: .file())
  var txt: String?

  @OptionGroup var listing: ListingOptions

  @OptionGroup var common: CommonOptions

  func validate() throws {
    guard [svg, md, txt].count(where: { $0 == "-" }) <= 1 else {
      throw ValidationError("only one picture can go to stdout; name a file for the others")
    }
  }

  func run() throws {
    let invocation = Invocation(common)
    for case let file? in [svg, md, txt] where file != "-" {
      try Invocation.requireFolder(of: file)
    }
    let settings = try invocation.settings()
    let profile = try invocation.profile(of: settings)
    let gap = settings.destination.gap
    let journal = try invocation.existingJournal()
    let predict = { [userID] (org: Org?) in
      try journal?.predictedTimeline(of: userID, in: profile.name, gap: gap, sentTo: org)
        ?? PredictedTimeline(person: .user(userID))
    }
    guard readBack else {
      let timeline = try predict(nil)
      return try print(
        TimelineLines(timeline), SessionPicture(timeline, gap: gap), invocation)
    }
    let (org, actual) = try invocation.read(from: profile, settings) { [userID] reader in
      (reader.org, try await reader.timeline(of: userID))
    }
    let timeline = try predict(org)
    tellLeftOut(try predict(nil).count - timeline.count)
    let comparison = Comparison(timeline, actual)
    try print(
      TimelineLines(timeline, actual, comparison),
      SessionPicture(timeline, gap: gap, comparison), invocation)
    try conclude(comparison, hasCustomer: actual != nil, profile)
  }

  private static let columns: [Listing.Column] =
    [.session { $0["session"] }, .init("source"), .time("start"), .length]
    + [.init("events")]
    + ["waiting", "uncertain", "same", "moved", "missing", "unexpected"].map {
      .init($0, isOptional: true)
    }

  /// Nothing of another org can be in this one.
  private func tellLeftOut(_ count: Int) {
    guard count > 0, !common.quiet else { return }
    StandardError.say(
      count == 1
        ? "1 call was sent to another org and is left out"
        : "\(count) calls were sent to other orgs and are left out")
  }

  /// Writes the pictures that are asked for; the lines give way to a picture on stdout.
  private func print(
    _ lines: TimelineLines, _ picture: SessionPicture, _ invocation: Invocation
  ) throws {
    let files: [(PictureForm, String?)] = [(.svg, svg), (.md, md), (.txt, txt)]
    for case (let form, let file?) in files where file != "-" {
      try PrivateFile(Invocation.absolute(file)).write(Array(picture.text(as: form).utf8))
    }
    if let form = files.first(where: { $0.1 == "-" })?.0 {
      var output = LineOutput(raw: common.raw)
      for line in picture.text(as: form).split(separator: "\n", omittingEmptySubsequences: false)
        .dropLast()
      {
        try output.line(String(line))
      }
      return try output.flush()
    }
    var output = try Listing(Self.columns, listing, invocation)
    for line in lines.all { try output.line(line) }
    try output.flush()
  }

  /// What others have sent is news, but no prediction that did not hold.
  private func conclude(
    _ comparison: Comparison, hasCustomer: Bool, _ profile: Profile
  ) throws {
    let others = comparison.countOfOthers
    let broken = comparison.count(.moved) + comparison.count(.missing) + others
    if !hasCustomer, !common.quiet, broken == 0 {
      StandardError.say("the org of profile \(profile.name) has no customer \(userID)")
    }
    guard broken > 0 else { return }
    let counts = Comparison.Finding.allCases.map { "\(comparison.count($0)) \($0.rawValue)" }
    let values = others > 0 ? ", \(others) with other values" : ""
    let customer = hasCustomer ? "" : ", the org has no such customer"
    throw CommandFailure(
      .partly,
      "not all of \(userID) is as predicted: \(counts.joined(separator: ", "))"
        + values + customer)
  }
}
