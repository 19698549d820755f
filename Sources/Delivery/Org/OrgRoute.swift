/// How an org is reached, when it is not as everything else.
package struct OrgRoute: Sendable, Hashable {
  /// URL of the proxy; nil leaves it to the proxy variables of the environment.
  package var proxy: String?
  /// The certificate authorities to trust; nil for those of the environment, else the system's.
  package var authorities: AuthorityFile?

  /// The common route unless told otherwise.
  package init(proxy: String? = nil, authorities: AuthorityFile? = nil) {
    self.proxy = proxy
    self.authorities = authorities
  }

  /// What is wrong with the proxy, in one line; nil when libcurl can use it.
  package var troubleOfProxy: String? {
    guard let proxy, let end = proxy.firstRange(of: "://") else { return nil }
    let scheme = proxy[..<end.lowerBound].lowercased()
    guard !["http", "https", "socks4", "socks4a", "socks5", "socks5h"].contains(scheme) else {
      return nil
    }
    return "a proxy of \(scheme):// is none; write proxy = \"http://host:port\""
  }
}
