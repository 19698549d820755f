internal import Glibc

/// A numeric address of this machine that a server listens on.
package struct BindAddress: Sendable, Hashable, CustomStringConvertible {
  enum Family: Sendable { case ip4, ip6 }

  let family: Family
  /// As written, `127.0.0.1` or `::1`.
  package let description: String

  /// 127.0.0.1.
  package static let loopback = BindAddress(family: .ip4, description: "127.0.0.1")

  private init(family: Family, description: String) {
    self.family = family
    self.description = description
  }

  /// Reads an address; nil for anything but a numeric IPv4 or IPv6 address and `localhost`.
  package init?(_ text: String) {
    if text == "localhost" {
      self = .loopback
    } else if Self.isAddress(text, AF_INET) {
      self.init(family: .ip4, description: text)
    } else if Self.isAddress(text, AF_INET6) {
      self.init(family: .ip6, description: text)
    } else {
      return nil
    }
  }

  /// Whether only this machine reaches it.
  package var isLoopback: Bool {
    var address = in6_addr()
    switch family {
    case .ip4: return description.hasPrefix("127.")
    case .ip6:
      inet_pton(AF_INET6, description, &address)
      return withUnsafeBytes(of: address) { $0.dropLast().allSatisfy { $0 == 0 } && $0.last == 1 }
    }
  }

  /// Whether it stands for every address of this machine.
  var isAny: Bool { description == "0.0.0.0" || description == "::" }

  /// The base of URLs that lead there.
  package func url(port: UInt16) -> String {
    family == .ip4 ? "http://\(description):\(port)" : "http://[\(description)]:\(port)"
  }

  private static func isAddress(_ text: String, _ family: Int32) -> Bool {
    var address = in6_addr()
    return inet_pton(family, text, &address) == 1
  }
}
