internal import ArgumentParser
internal import Delivery
internal import KustomerDestination
internal import Records

/// Prints every profile.
struct ProfileListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Print every profile.",
    discussion: helpText(examples: "kustomer-console profile list"))

  @OptionGroup var listing: ListingOptions

  @OptionGroup var common: CommonOptions

  func run() throws {
    let invocation = Invocation(common)
    let settings = try invocation.settings()
    let inUse = try invocation.profile(of: settings).name
    let words = ["name", "in_use", "mode", "read_only"]
    let texts = ["org_pod", "label", "base_url", "key"]
    let columns: [Listing.Column] =
      words.map { .init($0) }
      + texts.map { .init($0, isFlexible: true, isOptional: true) }
    var output = try Listing(columns, listing, invocation)
    for profile in settings.profiles {
      let keys = try invocation.keyReader()
      try output.line(
        profile.summary(isInUse: profile.name == inUse, keySource: keys.source(of: profile)))
    }
    try output.flush()
  }
}

/// Prints one profile with the address it sends to.
struct ProfileShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Print one profile; by default the one in use.",
    discussion: helpText(examples: "kustomer-console profile show acme"))

  @Argument(help: "The profile's name.", completion: .profiles)
  var name: String?

  @OptionGroup var common: CommonOptions

  func run() throws {
    let invocation = Invocation(common)
    let settings = try invocation.settings()
    let inUse = try invocation.profile(of: settings)
    let profile = try name.map { try settings.profile(named: $0) } ?? inUse
    let keys = try invocation.keyReader()
    var summary = profile.summary(
      isInUse: profile.name == inUse.name, keySource: keys.source(of: profile))
    if let address = try invocation.address(of: profile) {
      summary["base_url"] = .string(address.text)
    }
    var output = LineOutput(raw: common.raw)
    try output.line(JSON.object(summary).compact)
    try output.flush()
  }
}

extension Profile {
  /// The profile as `profile list` prints it.
  fileprivate func summary(isInUse: Bool, keySource: String?) -> JSONObject {
    var members = [JSONObject.Member("name", .string(name))]
    if let label { members.append(.init("label", .string(label))) }
    if let orgPod { members.append(.init("org_pod", .string(orgPod))) }
    if let baseURL { members.append(.init("base_url", .string(baseURL))) }
    if let shownProxy { members.append(.init("proxy", .string(shownProxy))) }
    if let authorities { members.append(.init("ca_file", .string(authorities))) }
    members.append(.init("key", keySource.map { .string($0) } ?? .null))
    members.append(.init("mode", .string(mode.rawValue)))
    members.append(.init("read_only", .bool(isReadOnly)))
    members.append(.init("in_use", .bool(isInUse)))
    return JSONObject(members)
  }
}
