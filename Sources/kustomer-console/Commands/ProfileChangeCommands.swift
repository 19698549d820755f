internal import ArgumentParser
internal import Delivery
internal import Foundation
internal import Records
internal import Tools

/// Adds a profile to config.toml.
struct ProfileAddCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Add a profile; a new one asks before it sends.",
    discussion: helpText(
      examples: "kustomer-console profile add shop --org-pod prod1 --api-key-env SHOP_KEY",
      "kustomer-console profile add demo --org-pod prod1 --api-key-file demo.key"))

  @Argument(help: "The new profile's name.")
  var name: String

  @Option(
    name: .customLong("org-pod"),
    help: ArgumentHelp("The setting Org Pod of Kustomer's Segment app.", valueName: "pod"))
  var orgPod: String?

  @Option(
    name: .customLong("api-key-env"),
    help: ArgumentHelp("Read the key from this environment variable.", valueName: "var"))
  var keyVariable: String?

  @Option(
    name: .customLong("api-key-file"),
    help: ArgumentHelp("Read the key from this file, mode 0600.", valueName: "file"),
    completion: .file())
  var keyFile: String?

  @Option(
    name: .customLong("api-key-command"),
    help: ArgumentHelp("Read the key from what this program prints.", valueName: "cmd"))
  var keyCommand: String?

  @Option(help: "dry_run, ask or live.")
  var mode = SendingMode(mode: .ask)

  @OptionGroup var common: CommonOptions

  func validate() throws {
    guard [keyVariable, keyFile, keyCommand].compactMap(\.self).count <= 1 else {
      throw ValidationError(
        "a profile has one source of its key; give one of the --api-key options")
    }
    guard orgPod != nil || common.baseURL != nil else {
      throw ValidationError("--org-pod is missing; it stands in Kustomer's Segment settings page")
    }
  }

  func run() throws {
    let invocation = Invocation(common)
    let profile = Profile(
      name: name, orgPod: orgPod, baseURL: common.baseURL, key: try key(invocation), mode: mode.mode
    )
    guard Profile.isName(name) else {
      throw CommandFailure(
        .usage, "a profile's name has letters, digits, - and _ only, and at most 64 of them")
    }
    guard try !invocation.settings().profiles.contains(where: { $0.name == name }) else {
      throw CommandFailure(
        .configuration, "there is a profile \(name) already; remove it first or choose another name"
      )
    }
    try checkAddress()
    try invocation.edit { $0.add(profile) }
    if !common.quiet { StandardError.say("profile \(name) added; next: check --profile \(name)") }
  }

  private func checkAddress() throws {
    if let url = common.baseURL { _ = try BaseURL(url) }
    guard let orgPod else { return }
    if let warning = try OrgPod(orgPod).warning { StandardError.say(warning) }
  }

  private func key(_ invocation: Invocation) throws -> KeySource? {
    if let keyVariable { return .environment(keyVariable) }
    if let keyCommand {
      let words = try commandWords(keyCommand, of: "--api-key-command")
      guard !words.isEmpty else { throw CommandFailure(.usage, "--api-key-command is empty") }
      return .command(words)
    }
    guard let keyFile else { return nil }
    // In config.toml a relative path starts beside it; here it starts in the working folder.
    let path = URL(filePath: Invocation.absolute(keyFile)).standardizedFileURL.path
    let folder = URL(filePath: try invocation.places().config).standardizedFileURL.path + "/"
    return .file(path.hasPrefix(folder) ? String(path.dropFirst(folder.count)) : path)
  }
}

/// A mode by its name in config.toml.
struct SendingMode: ExpressibleByArgument {
  static let allValueStrings = SendMode.allCases.map(\.rawValue)
  static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }

  let mode: SendMode

  init(mode: SendMode) { self.mode = mode }

  init?(argument: String) {
    guard let mode = SendMode(rawValue: argument) else { return nil }
    self.mode = mode
  }

  var defaultValueDescription: String { mode.rawValue }
}

/// Makes a profile the default one.
struct ProfileUseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "use", abstract: "Use this profile when no other is named.",
    discussion: helpText(examples: "kustomer-console profile use acme"))

  @Argument(help: "The profile's name.", completion: .profiles)
  var name: String

  @OptionGroup var common: CommonOptions

  func run() throws {
    let invocation = Invocation(common)
    _ = try invocation.settings().profile(named: name)
    try invocation.edit { $0.set("default_profile", to: name) }
    if !common.quiet { StandardError.say("profile \(name) is used from now on") }
  }
}

/// Takes a profile out of config.toml.
struct ProfileRemoveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove", abstract: "Remove a profile; its key file and history stay.",
    discussion: helpText(examples: "kustomer-console profile remove acme"))

  @Argument(help: "The profile's name.", completion: .profiles)
  var name: String

  @OptionGroup var common: CommonOptions

  func run() throws {
    let invocation = Invocation(common)
    let settings = try invocation.settings()
    guard name != Profile.sandbox.name else {
      throw CommandFailure(.configuration, "the profile sandbox is built in and stays")
    }
    let profile = try settings.profile(named: name)
    try invocation.requireNothingOpen(of: name)
    let isDefault = settings.defaultProfile == name
    try invocation.edit {
      $0.remove(profile: name)
      if isDefault { $0.set("default_profile", to: Profile.sandbox.name) }
    }
    guard !common.quiet else { return }
    let next = isDefault ? "; profile \(Profile.sandbox.name) is used from now on" : ""
    StandardError.say("profile \(name) removed\(next)")
    if case .file(let path) = profile.key {
      StandardError.say("its key file is still there: \(path)")
    }
  }
}

extension Invocation {
  /// Changes the text of config.toml, and looks whether it can be read afterwards.
  fileprivate func edit(_ change: (inout ConfigEdit) -> Void) throws {
    let file = ConfigFile(try places())
    var edit = ConfigEdit(try file.text() ?? "")
    change(&edit)
    do {
      _ = try Settings(parsing: edit.text, file: file.path)
    } catch {
      throw CommandFailure(
        .configuration, "\(error); this change does not fit the file, make it by hand")
    }
    try file.write(edit.text)
  }
}
