internal import Console
internal import Foundation
internal import Delivery
internal import KustomerDestination
package import Records
internal import Tools

/// Reads the API key of a profile from the place that the profile names.
package struct KeyReader: Sendable {
  private let environment: [String: String]
  private let folder: String
  private let keyVariables: [String]

  /// A reader.
  ///
  /// - Parameters:
  ///   - environment: `KUSTOMER_API_KEY` stands over what a profile names.
  ///   - folder: of config.toml, where relative key files lie.
  ///   - keyVariables: the variables that hold keys, which no program gets that is asked for one.
  package init(
    environment: [String: String], folder: String, keyVariables: [String] = []
  ) {
    self.environment = environment
    self.folder = folder
    self.keyVariables = keyVariables
  }

  /// The key of a profile.
  ///
  /// - Throws: `SettingsError` that names the profile and the place, never the key.
  package func key(of profile: Profile) throws(SettingsError) -> APIKey {
    if profile.isSandbox { return try key("sandbox-key", of: profile, from: "built in") }
    if let key = environment["KUSTOMER_API_KEY"], !key.isEmpty {
      return try self.key(key, of: profile, from: "environment KUSTOMER_API_KEY")
    }
    guard let source = profile.key else {
      throw SettingsError(
        "profile \(profile.name) has no API key; set KUSTOMER_API_KEY, or api_key in config.toml")
    }
    return try key(try text(of: source, profile), of: profile, from: source.words)
  }

  /// The write key of a profile's source in Segment.
  ///
  /// - Throws: `SettingsError` that names the profile and the place, never the key.
  package func writeKey(
    of source: SegmentSource, _ profile: Profile
  ) throws(SettingsError) -> APIKey {
    try key(try text(of: source.key, profile), of: profile, from: source.key.words)
  }

  /// Where the key of a profile comes from, in words; nil when there is none.
  package func source(of profile: Profile) -> String? {
    if profile.isSandbox { return "built in" }
    if environment["KUSTOMER_API_KEY"]?.isEmpty == false { return "environment KUSTOMER_API_KEY" }
    return profile.key?.words
  }

  private func key(
    _ text: String, of profile: Profile, from place: String
  ) throws(SettingsError) -> APIKey {
    do {
      return try APIKey(text)
    } catch {
      throw SettingsError("profile \(profile.name), \(place.asOneLine): \(error)")
    }
  }

  private func text(of source: KeySource, _ profile: Profile) throws(SettingsError) -> String {
    switch source {
    case .environment(let name):
      guard let key = environment[name], !key.isEmpty else {
        throw SettingsError(
          "profile \(profile.name): the environment variable \(name.asOneLine) is not set")
      }
      return key
    case .file(let path): return try text(ofFile: path)
    case .command(let words): return try output(of: words, profile)
    case .keyring(let name):
      return try output(
        of: ["secret-tool", "lookup", "service", "kustomer-console", "account", name], profile)
    }
  }

  private func text(ofFile name: String) throws(SettingsError) -> String {
    let path = name.hasPrefix("/") ? name : folder + "/" + name
    guard let contents = try PrivateFile(path).read(limit: 16_384) else {
      throw SettingsError("there is no such key file", file: path)
    }
    guard contents.mode & 0o077 == 0, !contents.isForeign else {
      throw SettingsError("others may use this key file; run: chmod 600 \(path)", file: path)
    }
    return String(decoding: contents.bytes, as: UTF8.self)
  }

  private func output(of words: [String], _ profile: Profile) throws(SettingsError) -> String {
    let program = ChildProgram(words: words, environment: environment.withoutKeys(keyVariables))
    do {
      return String(decoding: try program.output(within: .seconds(60)), as: UTF8.self)
    } catch {
      throw SettingsError("profile \(profile.name): \(error)")
    }
  }
}

extension [String: String] {
  /// The environment for a child: without the API key, and without what other variables hold keys.
  func withoutKeys(_ names: [String]) -> [String: String] {
    filter { $0.key != "KUSTOMER_API_KEY" && !names.contains($0.key) }
  }
}
