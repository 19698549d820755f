internal import CallFormats
internal import Records

extension SetupRoom {
  /// Takes a pasted text in Setup: key and pod go into their fields, whichever has the cursor.
  mutating func paste(_ text: String) -> [Errand]? {
    // What goes into the key's field is masked, whatever it is.
    if isTyping, setup.focus == .key, !text.contains(where: \.isNewline) {
      return type(pasted: text)
    }
    let recognised = recognise(text)
    switch recognised {
    case .key(let key): return fill(key: key, pod: nil, found: recognised.summary)
    case .settings(let key, let pod):
      return fill(key: key, pod: pod, found: recognised.summary)
    case .pod(let pod):
      // A word like eu may be a name as well; an address is none.
      let isName = isTyping && (setup.focus == .name || setup.focus == .label)
      guard !isName || text.contains("kustomerapp.com") else { return type(pasted: text) }
      return fill(key: nil, pod: pod, found: recognised.summary)
    case .calls:
      say(
        "not pasted: this is \(recognised.summary); Compose, \(key: .showCompose), takes it",
        .warning)
      return []
    case .nothing:
      guard isTyping else {
        say("not pasted: neither an API key nor an org pod was found in it", .warning)
        return []
      }
      return type(pasted: text)
    }
  }

  /// Puts a key or a pod that was pasted anywhere into the form of a profile.
  ///
  /// That of the selected one, or of a new one where that needs none. The key shows as `*` only.
  mutating func fill(key: PastedKey?, pod: String?, found: String) -> [Errand] {
    if setup.selected(in: profiles)?.isSandbox == true {
      setup.select(line: profiles.count, in: profiles)
    }
    setup.pane = .form
    setup.change {
      if let key { $0.key = TextField(key.key.text) }
      if let pod { $0.orgPod = TextField(pod) }
    }
    let open = [ProfileField.name, .orgPod, .key].first { setup.form[$0]?.isEmpty ?? false }
    setup.move(to: open ?? .key)
    setup.isTyping = true
    say("found \(found); \(key: .saveProfile) saves the profile", .good)
    return resolvePod()
  }
}
