internal import Glibc

/// The names by which this machine is asked, in `Host` and in `Origin`.
///
/// A page in a browser can have the name of its own site lead to 127.0.0.1; it cannot have the
/// browser send another `Host` than that name.
package struct LocalNames: Sendable {
  private let bind: BindAddress

  /// The names of this machine and of an address on which it listens.
  package init(_ bind: BindAddress = .loopback) { self.bind = bind }

  /// Whether a `Host` is this machine's: `127.0.0.1:8790`, `LOCALHOST`, `[::1]`.
  package func has(host: String) -> Bool {
    guard let name = Self.name(of: host.lowercased()) else { return false }
    if name == "localhost" || name == "localhost." { return true }
    guard let address = BindAddress(name) else { return bind.isAny && isHostName(name) }
    return address.isLoopback || address == bind || bind.isAny
  }

  /// Whether the `Origin` of a page is this machine's.
  package func has(origin: String) -> Bool {
    let origin = origin.lowercased()
    guard let scheme = ["http://", "https://"].first(where: origin.hasPrefix) else { return false }
    return has(host: String(origin.dropFirst(scheme.count)))
  }

  /// Without port and brackets; nil when it is no host.
  private static func name(of host: String) -> String? {
    let isBracketed = host.hasPrefix("[")
    guard
      let end = isBracketed
        ? host.firstIndex(of: "]") : host.firstIndex(of: ":") ?? host.endIndex
    else { return nil }
    let name = isBracketed ? host[host.index(after: host.startIndex)..<end] : host[..<end]
    let port = host[end...].dropFirst(isBracketed ? 1 : 0)
    let isPort =
      port.isEmpty || port.hasPrefix(":") && port.utf8.dropFirst().allSatisfy { 0x30...0x39 ~= $0 }
    return isPort && !name.isEmpty ? String(name) : nil
  }

  private func isHostName(_ name: String) -> Bool {
    var buffer = [CChar](repeating: 0, count: 256)
    guard gethostname(&buffer, buffer.count - 1) == 0 else { return false }
    let own = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    return name == String(decoding: own, as: UTF8.self).lowercased()
  }
}
