/// The region or org that the setting *Org Pod* names, and so the host that the API key goes to.
///
/// Source of the hosts: Kustomer's API reference.
package enum OrgPod: Sendable, Hashable {
  /// `prod<digits>`, in lower case.
  case pod(String)
  /// An org's name, as in `acme.api.kustomerapp.com`.
  case org(String)

  /// Reads the setting: white space around it and letter case do not matter.
  ///
  /// - Throws: `AddressRefusal` for everything that is not a pod or a plain org name.
  package init(_ written: String) throws(AddressRefusal) {
    let text = written.trimmingBlanks.lowercasedASCII
    switch text {
    case "us": self = .pod("prod1")
    case "eu": self = .pod("prod2")
    case "in": self = .pod("prod4")
    case _ where Self.isPod(text): self = .pod(text)
    case _ where Self.isOrgName(text): self = .org(text)
    default: throw .pod(text)
    }
  }

  /// `prod1`, or the org's name.
  package var name: String {
    switch self {
    case .pod(let name), .org(let name): name
    }
  }

  /// `https://api.prod2.kustomerapp.com` and its like.
  package var baseURL: BaseURL {
    switch self {
    case .pod("prod1"): BaseURL(checkedHost: "api.kustomerapp.com")
    case .pod(let name): BaseURL(checkedHost: "api.\(name).kustomerapp.com")
    case .org(let name): BaseURL(checkedHost: "\(name).api.kustomerapp.com")
    }
  }

  /// One line about a pod that Kustomer does not list; nil for the known ones and for org names.
  package var warning: String? {
    switch self {
    case .pod("prod1"), .pod("prod2"), .pod("prod4"), .org: nil
    case .pod(let name):
      "org pod \(name) is none that Kustomer lists (prod1, prod2, prod4); trying \(baseURL)"
    }
  }

  private static func isPod(_ text: String) -> Bool {
    let digits = text.utf8.dropFirst(4)
    return text.hasPrefix("prod") && 1...16 ~= digits.count
      && digits.allSatisfy { 0x30...0x39 ~= $0 }
  }

  private static func isOrgName(_ text: String) -> Bool {
    guard 1...63 ~= text.utf8.count, text.utf8.first != UInt8(ascii: "-") else { return false }
    return text.utf8.allSatisfy { byte in
      0x61...0x7A ~= byte || 0x30...0x39 ~= byte || byte == UInt8(ascii: "-")
    }
  }
}
