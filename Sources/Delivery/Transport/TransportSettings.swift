package import KustomerDestination

/// Time-outs, proxy and certificates of a transport.
package struct TransportSettings: Sendable, Hashable {
  /// Longest time to a usable connection, TLS included.
  package var connectTimeout: Milliseconds
  /// Longest time of one request, connecting included.
  package var timeout: Milliseconds
  /// Proxy of requests to other machines; nil leaves it to the proxy variables of the environment.
  package var proxy: String?
  /// The certificate authorities to trust; nil for the system's.
  package var authorities: AuthorityFile?

  /// Time-outs of 5 and 15 seconds, the environment's proxy, the system's authorities.
  package init(
    connectTimeout: Milliseconds = .seconds(5), timeout: Milliseconds = .seconds(15),
    proxy: String? = nil, authorities: AuthorityFile? = nil
  ) {
    self.connectTimeout = connectTimeout
    self.timeout = timeout
    self.proxy = proxy
    self.authorities = authorities
  }
}
