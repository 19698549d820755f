/// How an org is reached, when it is not as everything else.
package struct OrgRoute: Sendable, Hashable {
  /// URL of the proxy; nil leaves it to the proxy variables of the environment.
  package var proxy: String?
  /// PEM file of the certificate authorities to trust; nil for those of the environment, else the
  /// system's.
  package var authorities: String?

  /// The common route unless told otherwise.
  package init(proxy: String? = nil, authorities: String? = nil) {
    self.proxy = proxy
    self.authorities = authorities
  }
}
