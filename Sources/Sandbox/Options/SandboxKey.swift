/// An API key that the sandbox knows; it prints without its text.
package struct SandboxKey: Sendable, Hashable {
  /// What stands behind `Bearer`.
  package var text: String
  /// The key's name in `/v1/auth/tokens/current`.
  package var name: String
  /// Whose records the key reaches: every org has its own.
  package var org: String
  /// The org's pod; another than the server's is a 401 that names both.
  package var pod: String?
  /// Role names; `org.user.customer` grants `org.user.customer.read` too.
  package var roles: [String]

  /// A key of those roles; without a pod it is of the server's own.
  package init(
    _ text: String, name: String, org: String = "sandbox", pod: String? = nil,
    roles: [String] = SandboxKey.allRoles
  ) {
    self.text = text
    self.name = name
    self.org = org
    self.pod = pod
    self.roles = roles
  }

  /// Every role that an endpoint of the sandbox asks for, legacy names left out.
  package static let allRoles = [
    "org.tracking", "org.permission.customer.create", "org.permission.customer.read",
    "org.permission.customer.update", "org.permission.event.read",
    "org.permission.company.create", "org.permission.company.read",
  ]

  /// `sandbox-key`, the one key of the profile `sandbox`: all roles.
  package static let standard = SandboxKey("sandbox-key", name: "Sandbox")

  func grants(anyOf roles: [String]) -> Bool {
    roles.isEmpty
      || roles.contains { role in self.roles.contains { role == $0 || role.hasPrefix($0 + ".") } }
  }
}

extension SandboxKey: CustomStringConvertible, CustomReflectable {
  /// The name and the last four characters of a text that is long enough to hide the rest.
  package var description: String { "\(name) …\(lastCharacters)" }

  /// Shows the description alone, so that no dump prints the key.
  package var customMirror: Mirror { Mirror(self, children: ["key": description]) }

  var lastCharacters: String { text.count >= 8 ? String(text.suffix(4)) : "" }
}
