/// Where the program's files lie, after the XDG base directory specification.
package struct Places: Sendable, Hashable {
  /// Folder of config.toml, keys.toml, themes/ and key files.
  package let config: String
  /// Folder of scenarios/.
  package let data: String
  /// Folder of the journal, the sandbox and the log.
  package let state: String

  /// The places that an environment names.
  ///
  /// - Parameters:
  ///   - environment: `XDG_*` count when they are absolute, else `HOME`.
  ///   - folder: what `--config` says; takes the place of the folder of config.toml.
  /// - Throws: `SettingsError` when neither the variable nor `HOME` is there.
  package init(environment: [String: String], config folder: String? = nil) throws(SettingsError) {
    if let folder {
      config = folder
    } else {
      config = try Self.folder("XDG_CONFIG_HOME", "/.config", environment)
    }
    data = try Self.folder("XDG_DATA_HOME", "/.local/share", environment)
    state = try Self.folder("XDG_STATE_HOME", "/.local/state", environment)
  }

  private static func folder(
    _ variable: String, _ fallback: String, _ environment: [String: String]
  ) throws(SettingsError) -> String {
    if let named = environment[variable], named.hasPrefix("/") {
      return named.withoutSlash + "/kustomer-console"
    }
    guard let home = environment["HOME"], home.hasPrefix("/") else {
      throw SettingsError("neither \(variable) nor HOME names a folder; set one of them")
    }
    return home.withoutSlash + fallback + "/kustomer-console"
  }
}

extension Places {
  /// Settings and profiles.
  package var settings: String { config + "/config.toml" }
  /// Key bindings of the console.
  package var keys: String { config + "/keys.toml" }
  /// Themes of the user.
  package var themes: String { config + "/themes" }
  /// Scenarios of the user.
  package var scenarios: String { data + "/scenarios" }
  /// Outbox, history, sessions and drafts.
  package var journal: String { state + "/journal.sqlite" }
  /// The org of the profile `sandbox`.
  package var sandbox: String { state + "/sandbox.sqlite" }
  /// What the program did, without keys.
  package var log: String { state + "/console.log" }

  /// Texts while they are in an editor or a pager.
  package var editing: String { state + "/editing" }

  /// The file that keeps a key typed into Setup.
  package func keyFile(ofProfile name: String) -> String { config + "/" + name + ".key" }

  /// Every place with its name, in the order in which `paths` prints them.
  package var all: [(name: String, path: String)] {
    [
      ("config", settings), ("keys", keys), ("themes", themes), ("scenarios", scenarios),
      ("journal", journal), ("sandbox", sandbox), ("log", log),
    ]
  }
}

extension String {
  /// Without slashes at the end.
  fileprivate var withoutSlash: String {
    var text = self
    while text.hasSuffix("/") { text.removeLast() }
    return text
  }
}
