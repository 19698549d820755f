extension SetupRoom {
  /// The org pod that the key of the selected profile belongs to, when the last test said that
  /// it is another one.
  var rightPod: String? {
    setup.selected(in: profiles).flatMap { setup.results[$0.name]?.rightPod }
  }

  /// Why there is no other pod to use; nil when there is.
  var reasonAgainstUsingPod: String? {
    guard let selected = setup.selected(in: profiles), rightPod != nil else {
      return "no test has named another pod"
    }
    if selected.orgPod.isEmpty {
      return "profile \(selected.name) has a base_url of its own: change it in config.toml"
    }
    return setup.isChanged(from: profiles) ? "save the profile first" : nil
  }

  /// Saves the profile with the pod that its key belongs to, and tests it again.
  mutating func usePod() -> [Errand] {
    guard let selected = setup.selected(in: profiles), let pod = rightPod else { return [] }
    var form = ProfileForm(selected)
    form.orgPod = TextField(pod)
    setup.testing = selected.name
    say("profile \(selected.name) uses \(pod) from now on; testing it again ...")
    return [
      .outside(.saveProfile(form.edit)), .outside(.resolvePod(pod)),
      .outside(.testConnection(selected.name)),
    ]
  }
}
