package import KustomerDestination

/// Time-outs, proxy and certificates of a transport.
package struct TransportSettings: Sendable, Hashable {
  /// Longest time to a usable connection, TLS included.
  package var connectTimeout: Milliseconds
  /// Longest time of one request, connecting included.
  package var timeout: Milliseconds
  /// Proxy of requests to other machines; nil leaves it to the proxy variables of the environment.
  package var proxy: String?
  /// PEM file of the certificate authorities to trust; nil for the system's.
  package var authorities: String?

  /// Time-outs of 5 and 15 seconds, the environment's proxy, the system's authorities.
  package init(
    connectTimeout: Milliseconds = .seconds(5), timeout: Milliseconds = .seconds(15),
    proxy: String? = nil, authorities: String? = nil
  ) {
    self.connectTimeout = connectTimeout
    self.timeout = timeout
    self.proxy = proxy
    self.authorities = authorities
  }

  /// The CA file that `CURL_CA_BUNDLE` or `SSL_CERT_FILE` names, as the curl tool reads them.
  package static func authorities(in environment: [String: String]) -> String? {
    ["CURL_CA_BUNDLE", "SSL_CERT_FILE"].lazy
      .compactMap { environment[$0] }.first { !$0.isEmpty }
  }
}
