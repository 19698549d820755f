internal import Console
internal import Delivery
internal import Records

/// Writes what Setup wants saved into config.toml and key files.
struct ProfileSaving {
  let invocation: Invocation

  /// Saves a profile in the place of the one that it changes; a new key goes to a file of its own.
  ///
  /// - Returns: the settings with it.
  /// - Throws: `SettingsError` when a file cannot be written, or the settings would be wrong.
  func save(_ edit: ProfileEdit, in settings: Settings) throws -> Settings {
    let places = try invocation.places()
    let former = edit.former.flatMap { name in settings.profiles.first { $0.name == name } }
    // What Setup does not show stays as it was.
    var changed = former ?? Profile(name: edit.name)
    changed.name = edit.name
    changed.label = edit.label.isEmpty ? nil : edit.label
    changed.orgPod = edit.orgPod.isEmpty ? nil : edit.orgPod
    changed.mode = edit.mode
    changed.isReadOnly = edit.isReadOnly
    if let key = edit.key {
      try PrivateFile(places.keyFile(ofProfile: edit.name)).write(Array(key.text.utf8))
      changed.key = .file(edit.name + ".key")
    }
    let file = ConfigFile(places)
    var text = ConfigEdit(try file.text() ?? "")
    if let former { text.remove(profile: former.name) }
    text.add(changed)
    let saved = try Settings(parsing: text.text, file: file.path)
    try file.write(text.text)
    return saved
  }
}

extension PodReading {
  /// What an org pod means as it is typed; touches no network.
  init(parsing pod: String) {
    do throws(AddressRefusal) {
      let read = try OrgPod(pod)
      self = .host(read.baseURL.text, warning: read.warning.map(inConsoleWords))
    } catch {
      self = .refused(inConsoleWords("\(error)"))
    }
  }
}
