/// Segment's write key, which is dropped on reading and never kept.
package enum WriteKey {
  /// The names of the member that holds it.
  package static let names: [StaticString] = ["writeKey", "write_key"]
}
