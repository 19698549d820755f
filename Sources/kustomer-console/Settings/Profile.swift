internal import Delivery
package import Records

/// An org to send to, and how.
package struct Profile: Sendable, Hashable {
  /// Letters, digits, `-` and `_`; at most 64.
  package var name: String
  /// What people call it; nil when nothing is set.
  package var label: String?
  /// The setting *Org Pod* as written; nil when nothing is set.
  package var orgPod: String?
  /// An explicit base URL as written; stands over `orgPod`.
  package var baseURL: String?
  /// URL of the proxy to the org; nil when nothing is set.
  package var proxy: String?
  /// PEM file of the certificate authorities to trust, relative to the folder of config.toml; nil
  /// when nothing is set.
  package var authorities: String?
  /// Where the API key is; nil when nothing is set.
  package var key: KeySource?
  /// The source in Segment that leads to the org; nil when nothing is set.
  package var segment: SegmentSource?
  /// Whether sending asks first.
  package var mode: SendMode
  /// Whether nothing may be sent at all.
  package var isReadOnly: Bool

  /// A profile with the mode of a new one.
  package init(
    name: String, label: String? = nil, orgPod: String? = nil, baseURL: String? = nil,
    key: KeySource? = nil, mode: SendMode = .ask, isReadOnly: Bool = false
  ) {
    self.name = name
    self.label = label
    self.orgPod = orgPod
    self.baseURL = baseURL
    self.key = key
    self.mode = mode
    self.isReadOnly = isReadOnly
  }

  /// The profile that always exists: its org is the embedded sandbox, which sends its own key.
  package static let sandbox = Profile(name: "sandbox", label: "local Kustomer", mode: .live)

  /// The proxy's URL with name and password left out: they are secrets as the key is.
  package var shownProxy: String? {
    guard let proxy else { return nil }
    let start = proxy.firstRange(of: "://")?.upperBound ?? proxy.startIndex
    let authority = proxy[start...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    guard let at = authority.lastIndex(of: "@") else { return proxy }
    return proxy[..<start] + "…" + proxy[at...]
  }

  /// Whether its org is the embedded sandbox.
  package var isSandbox: Bool { name == Profile.sandbox.name }

  /// Whether a name can be one of a profile: it becomes a file name and a TOML key.
  package static func isName(_ name: String) -> Bool {
    1...64 ~= name.utf8.count && name.utf8.first != UInt8(ascii: "-")
      && name.utf8.allSatisfy { byte in
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F: true
        default: false
        }
      }
  }
}

/// A source in Segment, whose calls its Kustomer destination delivers.
package struct SegmentSource: Sendable, Hashable {
  /// Where its write key is, which is a secret as the API key is.
  package var key: KeySource
  /// Where Segment's HTTP API is, as written: of a region, or an address of one's own.
  package var endpoint: String

  /// Segment's HTTP API by region.
  ///
  /// Source: Segment's documentation of regional workspaces.
  package static let endpoints = [
    "us": "https://api.segment.io", "eu": "https://events.eu1.segmentapis.com",
  ]
}

/// Where an API key is read from; the key itself never stands in config.toml.
package enum KeySource: Sendable, Hashable {
  /// An environment variable.
  case environment(String)
  /// The standard output of a program, called without a shell.
  case command([String])
  /// A file with mode 0600; relative to the folder of config.toml.
  case file(String)
  /// The desktop's keyring, asked by `secret-tool`.
  case keyring(String)

  /// For people: `environment ACME_KEY`, `file acme.key`; of a command the program's name alone.
  package var words: String {
    switch self {
    case .environment(let name): "environment \(name)"
    case .command(let words): "command \(words.first ?? "")"
    case .file(let path): "file \(path)"
    case .keyring(let name): "keyring \(name)"
    }
  }
}
