/// What an org pod as typed means.
package enum PodReading: Hashable, Sendable {
  /// The host that the API key goes to, as `https://api.kustomerapp.com`, and one sentence when it
  /// is none that Kustomer lists.
  case host(String, warning: String?)
  /// Why no request is made to it, in one sentence.
  case refused(String)
}
