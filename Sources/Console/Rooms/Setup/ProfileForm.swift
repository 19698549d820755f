package import Records

/// A place in the form of a profile.
package enum ProfileField: CaseIterable, Hashable, Sendable {
  case name, label, orgPod, key, mode, readOnly

  /// Whether a word is chosen here rather than typed.
  package var isChoice: Bool { self == .mode || self == .readOnly }

  /// What stands before it.
  var title: String {
    switch self {
    case .name: "Name"
    case .label: "Label"
    case .orgPod: "Org pod"
    case .key: "API key"
    case .mode: "Mode"
    case .readOnly: "Read-only"
    }
  }
}

/// A profile as it is typed.
package struct ProfileForm: Hashable, Sendable {
  /// The profile that is changed; nil for a new one.
  package var former: String?
  package var name = TextField()
  package var label = TextField()
  package var orgPod = TextField()
  /// A new key, shown as `*` only; empty keeps the one that is there.
  package var key = TextField()
  package var mode = SendMode.ask
  package var isReadOnly = false

  /// A new profile.
  package init() {}

  /// A profile that is there.
  package init(_ profile: ProfileSummary) {
    former = profile.name
    name = TextField(profile.name)
    label = TextField(profile.label)
    orgPod = TextField(profile.orgPod)
    mode = profile.mode
    isReadOnly = profile.isReadOnly
  }

  /// The text of a field; nil of a choice.
  package subscript(field: ProfileField) -> TextField? {
    switch field {
    case .name: name
    case .label: label
    case .orgPod: orgPod
    case .key: key
    case .mode, .readOnly: nil
    }
  }

  /// Changes the text of a field; a choice has none.
  package mutating func edit(_ field: ProfileField, _ change: (inout TextField) -> Void) {
    switch field {
    case .name: change(&name)
    case .label: change(&label)
    case .orgPod: change(&orgPod)
    case .key: change(&key)
    case .mode, .readOnly: break
    }
  }

  /// Makes the next or the previous choice.
  mutating func choose(_ field: ProfileField, by step: Int) {
    switch field {
    case .mode:
      let modes = SendMode.allCases
      let place = modes.firstIndex(of: mode) ?? 0
      mode = modes[(place + step + modes.count) % modes.count]
    case .readOnly: isReadOnly.toggle()
    case .name, .label, .orgPod, .key: break
    }
  }

  /// Why the typed key is none; nil when it is one or nothing was typed.
  var keyComplaint: String? {
    do throws(APIKeyError) {
      _ = try APIKey(key.text)
      return nil
    } catch {
      return error == .empty ? nil : "\(error)"
    }
  }

  /// As it shall be saved.
  var edit: ProfileEdit {
    ProfileEdit(
      former: former, name: name.text, label: label.text, orgPod: orgPod.text, mode: mode,
      isReadOnly: isReadOnly, key: try? APIKey(key.text))
  }
}
